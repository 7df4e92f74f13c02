import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));

/** Which rooms a room may import from. Data flows one way: from top to bottom of this table, nothing imports upwards. */
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  problem: [],
  clock: [],
  storage: [],
  source: ['problem', 'storage'],
  address: ['problem'],
  config: ['problem', 'storage', 'source', 'address'],
  files: ['storage', 'source'],
  issue: ['problem', 'source', 'clock', 'address', 'config', 'files'],
  article: ['problem', 'source', 'config', 'issue'],
  markup: ['issue'],
  search: [],
  theme: ['problem', 'source', 'files'],
  subscribers: ['problem', 'storage', 'source', 'address', 'config'],
  compose: ['problem', 'address', 'config', 'files', 'issue', 'markup', 'theme', 'words'],
  personalise: ['address', 'issue', 'markup', 'compose'],
  build: ['problem', 'storage', 'address', 'config', 'files', 'compose', 'personalise'],
  archive: ['problem', 'storage', 'clock', 'config', 'files', 'issue', 'article', 'markup', 'search', 'theme', 'words'],
  check: ['problem', 'source', 'config', 'issue', 'subscribers', 'compose', 'personalise'],
  ledger: ['problem', 'storage', 'source', 'address'],
  sign: ['problem', 'storage', 'config', 'personalise'],
  deliver: ['problem', 'storage', 'source', 'clock', 'address', 'config', 'personalise', 'ledger'],
  words: ['problem', 'storage', 'config', 'ledger'],
  preview: [
    'problem',
    'storage',
    'address',
    'config',
    'issue',
    'markup',
    'subscribers',
    'compose',
    'personalise',
    'build',
    'archive',
    'check',
    'ledger',
    'words',
  ],
  cli: [
    'problem',
    'storage',
    'source',
    'clock',
    'address',
    'config',
    'files',
    'issue',
    'article',
    'theme',
    'subscribers',
    'compose',
    'personalise',
    'build',
    'search',
    'archive',
    'check',
    'ledger',
    'sign',
    'deliver',
    'words',
    'preview',
  ],
};

/** Where each third-party package is allowed. */
const PACKAGES: Readonly<Record<string, string>> = {
  '@hono/node-server': 'preview',
  '@orama/stemmers': 'search',
  chokidar: 'preview',
  commander: 'cli',
  'csv-parse': 'subscribers',
  'csv-stringify': 'cli',
  diff: 'preview',
  feed: 'archive',
  entities: 'issue',
  'gray-matter': 'issue',
  handlebars: 'compose',
  hono: 'preview',
  'image-size': 'files',
  libsql: 'ledger',
  marked: 'issue',
  minisearch: 'search',
  mjml: 'compose',
  nodemailer: 'deliver',
  open: 'cli',
  sharp: 'files',
  'smtp-server': 'deliver',
  'ts-ics': 'archive',
  yaml: 'source',
  zod: 'config',
};

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

const files = (readdirSync(SOURCE, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'));
const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  const targets = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1]!);
  return targets.map((target) => ({ file, room: file.split('/')[0]!, target }));
});

test('each room imports only from the rooms below it', () => {
  const crossings = imports
    .filter(({ target }) => target.startsWith('.'))
    .map(({ file, room, target }) => ({
      file,
      room,
      to: relative(SOURCE, join(SOURCE, dirname(file), target))
        .replaceAll('\\', '/')
        .split('/')[0]!,
    }))
    .filter(({ room, to }) => room !== to);
  expect(crossings.length).toBeGreaterThan(100);
  expect(crossings.filter(({ room, to }) => !IMPORTS[room]?.includes(to))).toEqual([]);
});

test('every room is in the table, and every permission in it is used', () => {
  expect(Object.keys(IMPORTS).toSorted()).toEqual([...new Set(files.map((file) => file.split('/')[0]!))].toSorted());
  const used = new Set(
    imports
      .filter(({ target }) => target.startsWith('../'))
      .map(({ room, target }) => `${room} → ${target.replace(/^(\.\.\/)+/, '').split('/')[0]}`),
  );
  const unused = Object.entries(IMPORTS)
    .flatMap(([room, targets]) => targets.map((target) => `${room} → ${target}`))
    .filter((arrow) => !used.has(arrow));
  expect(unused).toEqual([]);
});

test('no two rooms import each other, over however many others', () => {
  const reach = (room: string, seen = new Set<string>()): Set<string> => {
    for (const target of IMPORTS[room]!) if (!seen.has(target)) reach(target, seen.add(target));
    return seen;
  };
  for (const room of Object.keys(IMPORTS)) expect(reach(room), room).not.toContain(room);
});

test('no files import each other in a circle, not even for types', () => {
  const targets = new Map(files.map((file) => [file, [] as string[]]));
  for (const { file, target } of imports) {
    if (target.startsWith('.'))
      targets.get(file)!.push(relative(SOURCE, join(SOURCE, dirname(file), target)).replaceAll('\\', '/'));
  }
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    expect(path, [...path, file].join(' → ')).not.toContain(file);
    if (done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
});

test('each third-party package is imported by one room', () => {
  const found = imports
    .filter(({ target }) => !target.startsWith('.') && !target.startsWith('node:') && !builtinModules.includes(target))
    .map(({ room, target }) => ({ room, name: packageOf(target) }));
  expect(found.filter(({ room, name }) => PACKAGES[name] !== room)).toEqual([]);
  expect([...new Set(found.map(({ name }) => name))].toSorted()).toEqual(Object.keys(PACKAGES).toSorted());
});

/** `@scope/name/part` → `@scope/name`. */
function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}

/** What changes files, and what may do so beside `storage`: SQLite's files are the ledger's, and a roll lies in a folder of its own. */
const CHANGES =
  /\b(?:write|append|rename|rm|unlink|mkdir|mkdtemp|cp|copy|link|symlink|truncate|chmod|chown|utimes)\w*Sync\b|\bcreateWriteStream\b/;
const MAY_CHANGE: readonly string[] = [
  'cli/report/in-pieces.ts',
  'cli/send/store.ts',
  'ledger/open-ledger.ts',
  'ledger/plan/sqlite-roll.ts',
  'ledger/trace-files.ts',
];

test('files are written, renamed and removed by storage alone', () => {
  const found = files.filter((file) => {
    const text = readFileSync(join(SOURCE, file), 'utf8');
    const named = [...text.matchAll(/import \{([^}]*)\} from 'node:fs(?:\/promises)?'/g)].map((match) => match[1]!).join();
    return CHANGES.test(named) || /\b(?:writeFile|appendFile|rename|rm|unlink|mkdir|cp|chmod)\b/.test(named);
  });
  expect(found.filter((file) => !file.startsWith('storage/')).toSorted()).toEqual(MAY_CHANGE);
});

/** What reads files by itself: the program's own, an open file, SQLite's log, and what is a file for certain. */
const MAY_READ: readonly string[] = [
  'build/hash-inputs.ts',
  'cli/real-world.ts',
  'ledger/write-ahead-log.ts',
  'preview/load-own-files.ts',
  'preview/watch-workspace.ts',
  'search/load-search-script.ts',
  'sign/load-private-key.ts',
  'source/read-hash.ts',
  'theme/load-web-style.ts',
];

test('files of a workspace are read by storage alone', () => {
  const found = files.filter((file) =>
    /\b(?:readFile|readFileSync|createReadStream|readSync)\(/.test(readFileSync(join(SOURCE, file), 'utf8')),
  );
  expect(found.filter((file) => !file.startsWith('storage/')).toSorted()).toEqual(MAY_READ);
});

test('no file is a drawer for leftovers', () => {
  expect(files.filter((file) => /(utils?|helpers?|common|misc|index)\.ts$/.test(file))).toEqual([]);
});
