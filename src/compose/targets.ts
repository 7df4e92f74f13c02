import type { LinkedFile } from '../files/load-linked-file.ts';
import type { LoadedImage } from '../files/load-image.ts';
import type { LoadedIssue } from '../issue/load-issue.ts';
import type { Config } from '../config/config.ts';
import { privacyOf } from '../config/privacy-of.ts';
import type { Event } from '../issue/block.ts';
import type { Issue } from '../issue/issue.ts';
import { type PageTable, linkedPath, parsePageLink } from '../issue/page-link.ts';
import type { EmbeddedImage } from './message-template.ts';

/** An image as the HTML names it, and the size that it is shown at, in CSS pixels. */
export interface ShownImage {
  readonly src: string;
  readonly width: number;
  readonly height: number;
}

/** Where the images and links of an issue lead, by the target as it was written. */
export interface Targets {
  /** Undefined for one that could not be read. */
  readonly image: (target: string) => ShownImage | undefined;
  /** A file of the issue's folder as it can be fetched; null for every other target. */
  readonly file: (target: string) => { readonly url: string; readonly type: string; readonly bytes: number } | null;
  /** Where a link leads: to a page of the archive that it names, `#` if that is not there, to a file as above, or where it says. */
  readonly address: (target: string) => string;
  /** Where an event can be fetched for a calendar; empty when it cannot. */
  readonly calendar: (event: Event) => string;
}

/** A file that the e-mail refers to in the archive: its name in the issue's folder there, and its address. */
export interface PublishedFile {
  readonly filename: string;
  readonly url: string;
  readonly bytes: Uint8Array;
}

/** Where the archive keeps what belongs to an issue; null without an archive, and for an issue that is not published. */
export function archiveFolder(config: Config, { slug, lists }: Pick<Issue, 'slug' | 'lists'>): string | null {
  return config.archiveUrl === null || privacyOf(lists, config) !== null ? null : `${config.archiveUrl}/${slug}/`;
}

/** Where an e-mail fetches its images from; null when they travel in the message. */
export function imagesFolder(config: Config, issue: Pick<Issue, 'slug' | 'lists'>): string | null {
  return config.images === 'linked' ? archiveFolder(config, issue) : null;
}

/** What the targets of an edition are found with; images are shown at most `widest` pixels wide. */
export interface TargetSetting {
  readonly config: Config;
  readonly widest: number;
  readonly pages: PageTable;
  /** The edition's own page; null when there is none. */
  readonly page: string | null;
}

export function targetsOf({ issue, images, files }: LoadedIssue, { config, widest, pages, page }: TargetSetting): Targets {
  const byTarget = new Map(images.map((image) => [image.target, image]));
  const linked = new Map(files.map((file) => [file.target, file]));
  const folder = archiveFolder(config, issue);
  const imagesAt = imagesFolder(config, issue);
  const fileOf = (target: string): ReturnType<Targets['file']> => {
    const file = linked.get(target);
    if (!file || folder === null) return null;
    return { url: `${folder}${file.filename}`, type: file.extension, bytes: file.bytes.length };
  };
  return {
    image: (target) => {
      const image = byTarget.get(target);
      return image && showImage(image, imagesAt, widest);
    },
    file: fileOf,
    address: (target) => {
      const path = linkedPath(target, pages, issue.language);
      if (path !== undefined && config.archiveUrl !== null) return `${config.archiveUrl}/${path}`;
      return parsePageLink(target) ? '#' : (fileOf(target)?.url ?? target);
    },
    calendar: ({ id, time }) => (time === null || page === null ? '' : `${page}${id}.ics`),
  };
}

/** At its own size, or scaled down to the widest that there is room for. `folder` is where it is fetched from; null when it travels in the message. */
export function showImage(image: LoadedImage, folder: string | null, widest: number): ShownImage {
  const width = Math.min(image.width, widest);
  const src = folder === null ? `cid:${contentId(image)}` : `${folder}${image.filename}`;
  return { src, width, height: Math.round((image.height * width) / image.width) };
}

/** A file that stands there under two names travels once. */
export function distinctImages(images: readonly LoadedImage[]): LoadedImage[] {
  return [...new Map(images.map((image) => [image.hash, image])).values()];
}

export function embedImage(image: LoadedImage): EmbeddedImage {
  const base64 = Buffer.from(image.bytes).toString('base64');
  return { contentId: contentId(image), filename: image.filename, mediaType: image.mediaType, base64 };
}

/** What the archive has to hold for an e-mail; nothing for one without a page. */
export function publishedFiles(
  folder: string | null,
  images: readonly LoadedImage[],
  files: readonly LinkedFile[],
): PublishedFile[] {
  if (folder === null) return [];
  return [...images, ...files].map(({ filename, bytes }) => ({ filename, url: `${folder}${filename}`, bytes }));
}

function contentId(image: LoadedImage): string {
  return `${image.hash.slice(0, 24)}@newsletter`;
}
