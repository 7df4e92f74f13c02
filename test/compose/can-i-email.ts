import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A feature of HTML or CSS as caniemail.com tells of it; `stats` by family, platform and version. */
export interface Feature {
  readonly slug: string;
  readonly title: string;
  readonly url: string;
  readonly stats: Readonly<Record<string, Readonly<Record<string, Versions>>>>;
  readonly notes_by_num: Readonly<Record<string, string>> | null;
}

type Versions = Readonly<Record<string, string>>;

export type Support = 'full' | 'partial' | 'none' | 'unknown';

const require = createRequire(import.meta.url);
const data = JSON.parse(readFileSync(require.resolve('caniemail/caniemail.json'), 'utf8')) as {
  readonly last_update_date: string;
  readonly data: readonly Feature[];
};

/** The day that caniemail's data is of. */
export const DATA_DATE = data.last_update_date.slice(0, 10);

export const FEATURES = data.data;

/** What the newest version of a mail reader that was looked at makes of a feature. */
export function supportIn(feature: Feature, family: string, platform: string): Support {
  const versions = feature.stats[family]?.[platform];
  if (!versions) return 'unknown';
  const verdict = versions[newest(Object.keys(versions))]!;
  const notes = [...verdict.matchAll(/#(\d+)/g)].map(([, number]) => feature.notes_by_num?.[number!] ?? '');
  if (verdict.startsWith('y')) return notes.some((note) => /^(Partial|Buggy|Not supported)/.test(note)) ? 'partial' : 'full';
  return ({ a: 'partial', n: 'none' } as const)[verdict[0]!] ?? 'unknown';
}

/** JSON puts keys that are whole numbers first, all others stay as written: oldest first. Outlook's years are before its 16.80. */
function newest(versions: readonly string[]): string {
  const whole = versions.findLast((version) => /^\d+$/.test(version));
  const other = versions.findLast((version) => !/^\d+$/.test(version));
  if (whole === undefined || other === undefined) return (whole ?? other)!;
  const isYear = whole.length === 4;
  return isYear || Number.parseFloat(other) > Number(whole) ? other : whole;
}
