import { newestLook, pagesOf } from '../site.ts';
import type { PlannedFile } from '../write/write-archive.ts';
import type { ArchiveSource } from './archive-source.ts';
import { anew } from './planned.ts';

/** Style sheets, logos and the search's script. */
export function planAssets({ site, searchScript }: ArchiveSource): PlannedFile[] {
  const used = new Set([newestLook(site), ...pagesOf(site).flatMap(({ theme }) => site.looks.get(theme) ?? [])]);
  const logos = [...used].flatMap(({ logo }) =>
    logo ? [{ path: logo.path, made: '', content: () => logo.bytes, owners: [] }] : [],
  );
  return [
    ...[...used].flatMap(({ style, icon }) => [anew(style.path, style.text), anew(icon.path, icon.text)]),
    ...new Map(logos.map((logo) => [logo.path, logo])).values(),
    ...(searchScript === null ? [] : [anew('assets/search.js', searchScript)]),
  ];
}

/** The names of images and files have their hashes in them: one that lies there is the right one. */
export function planShippedFiles({ site, isThere, fileOf }: ArchiveSource): PlannedFile[] {
  const owners = new Map<string, string[]>();
  for (const { path, files } of pagesOf(site)) for (const file of files) owners.set(file, [...(owners.get(file) ?? []), path]);
  return [...owners].map(([path, pages]) => ({
    path,
    made: '',
    content: isThere(path) ? null : () => fileOf(path),
    owners: pages,
  }));
}
