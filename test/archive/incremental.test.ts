import { cpSync } from 'node:fs';
import { basename } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ISSUE_LANGUAGES, type IssueLanguage } from '../../src/config/config.ts';
import { filesOf, runArchive } from '../support/archive.ts';
import { TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const STEPS = 40;

interface Page {
  kind: 'issues' | 'articles';
  date: string;
  lang: IssueLanguage;
  theme: string | null;
  lists: string[];
  robots: boolean;
  editions: Map<IssueLanguage, Edition>;
  images: Map<string, Buffer>;
}

interface Edition {
  title: string;
  summary: string;
  draft: boolean;
  typography: boolean | null;
  corrections: string[];
  sections: string[];
}

interface State {
  pages: Map<string, Page>;
  config: {
    organisation: string;
    url: string | null;
    sv: string | null;
    address: string;
    language: IssueLanguage;
    timezone: string;
    archive: string | null;
    noindex: boolean;
    images: string;
    typography: string;
    titles: [string, string | null][];
    themes: [string, string][];
    logo: Buffer | null;
    from: string;
  };
  /** Milliseconds since 1970. */
  now: number;
  /** Of names that were given. */
  named: number;
}

interface Random {
  readonly below: (count: number) => number;
  readonly pick: <T>(values: readonly T[]) => T;
  readonly chance: (share: number) => boolean;
}

/** Mulberry32: the same numbers for a seed everywhere. */
function makeRandom(seed: number): Random {
  let a = seed;
  const next = (): number => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return { below, pick: (values) => values[below(values.length)]!, chance: (share) => next() < share };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(8 + data.length + 4);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), 8 + data.length);
  return out;
}
function png(width: number, height: number, shade: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, shade);
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const WORDS = ['avustus', 'foorumi', 'kylä', 'talkoot', 'lainaamo', 'kirje', 'työpaja', 'valo', 'neuvonta', 'retki'];
const DAY = 86_400_000;

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.pick(WORDS)).join(' ');
}
function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
function someDay(random: Random, state: State): string {
  return isoDay(state.now + (random.below(60) - 50) * DAY);
}
function finnish(iso: string): string {
  const [y, m, d] = iso.split('-').map(Number);
  return `${d}.${m}.${y}`;
}

function someSection(random: Random, state: State, page: Page): string {
  switch (random.below(8)) {
    case 0:
      return `::: event\n${random.chance(0.5) ? `id: e${random.below(3)}\n` : ''}title: ${words(random, 2)} ${random.below(1000)}\nwhen: ${finnish(isoDay(state.now + (random.below(20) - 8) * DAY))}${random.chance(0.6) ? ` klo ${8 + random.below(10)}–20` : ''}\n${random.chance(0.5) ? `where: ${words(random, 1)}\n` : ''}${random.chance(0.5) ? `signup: https://www.example.fi/${random.below(9)}\n` : ''}:::`;
    case 1: {
      const name = `kuva${random.below(3)}.png`;
      if (!page.images.has(name)) page.images.set(name, png(random.pick([40, 520]), 20, random.below(256)));
      return `![${words(random, 1)}](${name} "${words(random, 2)}")`;
    }
    case 2: {
      const name = `ohje${random.below(3)}.pdf`;
      if (!page.images.has(name)) page.images.set(name, Buffer.from(`%PDF ${random.below(1e6)}`));
      return `[${words(random, 1)}](${name})`;
    }
    case 3: {
      const others = [...state.pages.keys()];
      if (others.length === 0) return words(random, 4);
      const name = random.pick(others);
      const [folder, slug] = name.split('/') as [string, string];
      return `[${words(random, 1)}](${folder === 'issues' ? 'issue' : 'article'}:${slug})`;
    }
    case 4:
      return `Hei {{organisation|${words(random, 1)}}} ja aino@example.fi`;
    default:
      return words(random, 6 + random.below(10));
  }
}

function someEdition(random: Random, state: State, page: Page): Edition {
  return {
    title: words(random, 2),
    summary: random.chance(0.8) ? words(random, 3) : 'Lyhyesti',
    draft: random.chance(0.1),
    typography: random.chance(0.2) ? random.chance(0.5) : null,
    corrections: [],
    sections: Array.from({ length: [...page.editions.values()][0]?.sections.length ?? 1 + random.below(3) }, () =>
      someSection(random, state, page),
    ),
  };
}

/** A link to a page that is not there, a draft or later is an error, and words here. */
function withoutDeadLinks(state: State, page: Page, language: IssueLanguage, text: string): string {
  return text.replace(/\[([^\]]*)\]\((issue|article):([^)]*)\)/g, (link, words: string, kind: string, slug: string) => {
    const target = state.pages.get(`${kind}s/${slug}`);
    const edition = target?.editions.get(language)?.draft === false ? language : target?.lang;
    return target && edition && !target.editions.get(edition)!.draft && target.date <= page.date ? link : words;
  });
}

function pageText(state: State, page: Page, language: IssueLanguage): string {
  const edition = page.editions.get(language)!;
  const isOwn = language === page.lang;
  const isIssue = page.kind === 'issues';
  const front = [
    `title: ${edition.title}`,
    ...(isOwn ? [`date: ${page.date}`, `lang: ${page.lang}`] : []),
    ...(isOwn && isIssue ? [`lists: [${page.lists.join(', ')}]`] : []),
    ...(isOwn && page.theme !== null ? [`theme: ${page.theme}`] : []),
    `${isIssue ? 'summary' : 'lead'}: ${edition.summary}`,
    ...(edition.draft ? ['draft: true'] : []),
    ...(page.robots ? ['robots: noindex'] : []),
    ...(edition.typography === null ? [] : [`typography: ${edition.typography ? 'on' : 'off'}`]),
    ...(edition.corrections.length === 0 ? [] : ['corrections:', ...edition.corrections.map((each) => `  - ${each}`)]),
  ];
  const body = edition.sections
    .map((text, index) => `## ${isIssue ? `${index + 1}. ` : ''}Osa ${index + 1}\n\n${text}`)
    .join('\n\n');
  return withoutDeadLinks(state, page, language, `---\n${front.join('\n')}\n---\n\nJohdanto.\n\n${body}\n`);
}

function configText({ config }: State): string {
  const lists = config.titles.map(
    ([title, sv], index) =>
      `  lista${index}: { title: ${title}, file: subscribers/jarjestot.csv, archive: public${sv === null ? '' : `, sv: { title: ${sv} }`} }`,
  );
  return [
    'organisation:',
    `  name: ${config.organisation}`,
    `  address: ${config.address}`,
    ...(config.logo ? ['  logo: logo.png'] : []),
    ...(config.url === null ? [] : [`  url: ${config.url}`]),
    ...(config.sv === null ? [] : [`  sv: { name: ${config.sv} }`]),
    `language: ${config.language}`,
    `timezone: ${config.timezone}`,
    `from: { name: Esimerkki, address: ${config.from} }`,
    'replyTo: viestinta@example.fi',
    'bounces: { address: palautuneet@example.fi }',
    'unsubscribe: { mailto: poistu@example.fi }',
    'lists:',
    ...lists,
    ...(config.themes.length === 0
      ? []
      : ['themes:', ...config.themes.map(([from, theme]) => `  - { from: ${from}, theme: ${theme} }`)]),
    ...(config.archive === null ? [] : [`archive: { url: ${config.archive}${config.noindex ? ', robots: noindex' : ''} }`]),
    ...(config.archive === null ? [] : [`images: ${config.images}`]),
    `typography: ${config.typography}`,
    '',
  ].join('\n');
}

function filesFor(state: State): Map<string, string | Buffer> {
  const files = new Map<string, string | Buffer>([['newsletter.yaml', configText(state)]]);
  if (state.config.logo) files.set('logo.png', state.config.logo);
  for (const [name, page] of state.pages) {
    for (const language of page.editions.keys())
      files.set(language === page.lang ? `${name}.md` : `${name}.${language}.md`, pageText(state, page, language));
    for (const [image, bytes] of page.images) files.set(`${name}/${image}`, bytes);
  }
  return files;
}

function newName(state: State, kind: Page['kind']): string {
  return `${kind}/sivu-${String(state.named++).padStart(3, '0')}`;
}
function addPage(random: Random, state: State): string {
  const kind = random.pick(['issues', 'issues', 'articles'] as const);
  const lang = random.pick(['fi', 'fi', 'fi', 'sv', 'en'] as const);
  const page: Page = {
    kind,
    date: someDay(random, state),
    lang,
    theme: random.chance(0.2) ? random.pick(['selkea', 'lehti']) : null,
    lists: [`lista${random.below(2)}`],
    robots: random.chance(0.1),
    editions: new Map(),
    images: new Map(),
  };
  page.editions.set(lang, someEdition(random, state, page));
  if (random.chance(0.4)) {
    const other = random.pick(ISSUE_LANGUAGES.filter((each) => each !== lang));
    page.editions.set(other, someEdition(random, state, page));
  }
  const name = newName(state, kind);
  state.pages.set(name, page);
  return name;
}

type Edit = (random: Random, state: State) => string;
const aPage = (random: Random, state: State): [string, Page] => random.pick([...state.pages]);
const anEdition = (random: Random, state: State): [string, Page, IssueLanguage, Edition] => {
  const [name, page] = aPage(random, state);
  const [language, edition] = random.pick([...page.editions]);
  return [name, page, language, edition];
};

const EDITS: Record<string, Edit> = {
  add: addPage,
  remove: (random, state) => {
    const [name] = aPage(random, state);
    if (state.pages.size > 3) state.pages.delete(name);
    return name;
  },
  rename: (random, state) => {
    const [name, page] = aPage(random, state);
    const next = newName(state, page.kind);
    state.pages = new Map([...state.pages].map(([key, value]) => [key === name ? next : key, value]));
    return `${name} -> ${next}`;
  },
  swap: (random, state) => {
    const [a, one] = aPage(random, state);
    const [b, two] = random.pick([...state.pages].filter(([, page]) => page.kind === one.kind));
    state.pages.set(a, two).set(b, one);
    return `${a} <-> ${b}`;
  },
  title: (random, state) => {
    const [name, , language, edition] = anEdition(random, state);
    edition.title = words(random, 2);
    return `${name} ${language}`;
  },
  summary: (random, state) => {
    const [name, , language, edition] = anEdition(random, state);
    edition.summary = words(random, 3);
    return `${name} ${language}`;
  },
  draft: (random, state) => {
    const [name, , language, edition] = anEdition(random, state);
    edition.draft = !edition.draft;
    return `${name} ${language} ${edition.draft}`;
  },
  section: (random, state) => {
    const [name, page, language, edition] = anEdition(random, state);
    edition.sections[random.below(edition.sections.length)] = someSection(random, state, page);
    return `${name} ${language}`;
  },
  addSection: (random, state) => {
    const [name, page] = aPage(random, state);
    for (const edition of page.editions.values())
      edition.sections.splice(random.below(edition.sections.length + 1), 0, someSection(random, state, page));
    return name;
  },
  dropSection: (random, state) => {
    const [name, page] = aPage(random, state);
    for (const edition of page.editions.values())
      if (edition.sections.length > 1) edition.sections.splice(random.below(edition.sections.length), 1);
    return name;
  },
  typography: (random, state) => {
    const [name, , language, edition] = anEdition(random, state);
    edition.typography = random.pick([null, true, false]);
    return `${name} ${language}`;
  },
  correct: (random, state) => {
    const [name, page, language, edition] = anEdition(random, state);
    if (edition.corrections.length > 0) edition.corrections = [];
    else edition.corrections = [`${page.date}: ${words(random, 2)}`];
    return `${name} ${language}`;
  },
  date: (random, state) => {
    const [name, page] = aPage(random, state);
    page.date = someDay(random, state);
    return `${name} ${page.date}`;
  },
  sameDate: (random, state) => {
    const [name, page] = aPage(random, state);
    page.date = aPage(random, state)[1].date;
    return `${name} ${page.date}`;
  },
  theme: (random, state) => {
    const [name, page] = aPage(random, state);
    page.theme = random.pick([null, 'selkea', 'lehti']);
    return `${name} ${page.theme}`;
  },
  lists: (random, state) => {
    const [name, page] = aPage(random, state);
    page.lists = random.pick([['lista0'], ['lista1'], ['lista0', 'lista1'], ['lista1', 'lista0']]);
    return `${name} ${page.lists.join()}`;
  },
  robots: (random, state) => {
    const [name, page] = aPage(random, state);
    page.robots = !page.robots;
    return name;
  },
  variant: (random, state) => {
    const [name, page] = aPage(random, state);
    const other = random.pick(ISSUE_LANGUAGES.filter((each) => each !== page.lang));
    if (page.editions.has(other)) page.editions.delete(other);
    else page.editions.set(other, someEdition(random, state, page));
    return `${name} ${other} ${page.editions.has(other)}`;
  },
  language: (random, state) => {
    const [name, page] = aPage(random, state);
    if (page.editions.size !== 1) return 'nothing';
    const next = random.pick(ISSUE_LANGUAGES);
    page.editions = new Map([[next, page.editions.get(page.lang)!]]);
    page.lang = next;
    return `${name} ${next}`;
  },
  ownLanguage: (random, state) => {
    const [name, page] = aPage(random, state);
    page.lang = random.pick([...page.editions.keys()]);
    return `${name} ${page.lang}`;
  },
  image: (random, state) => {
    const [name, page] = aPage(random, state);
    const image = random.pick([...page.images.keys(), 'kuva0.png']);
    page.images.set(
      image,
      image.endsWith('.png')
        ? png(random.pick([40, 520, 900]), 20 + random.below(9), random.below(256))
        : Buffer.from(`%PDF ${random.below(1e6)}`),
    );
    return `${name} ${image}`;
  },
  wait: (random, state) => {
    state.now += random.pick([1, 7, 24, 24 * 5]) * 3_600_000;
    return new Date(state.now).toISOString();
  },
  organisation: (random, state) => (state.config.organisation = words(random, 2)),
  organisationSv: (random, state) => String((state.config.sv = random.chance(0.5) ? words(random, 2) : null)),
  organisationUrl: (random, state) =>
    String((state.config.url = random.pick([null, 'https://a.example.fi', 'https://b.example.fi']))),
  address: (random, state) => (state.config.address = words(random, 2)),
  listTitle: (random, state) => {
    const index = random.below(2);
    state.config.titles[index] = [words(random, 1), random.chance(0.5) ? words(random, 1) : null];
    return String(state.config.titles[index]);
  },
  listOrder: (_random, state) => {
    state.config.titles.push(['lisa', null]);
    if (state.config.titles.length > 4) state.config.titles.length = 2;
    return String(state.config.titles.length);
  },
  configLanguage: (random, state) => (state.config.language = random.pick(ISSUE_LANGUAGES)),
  timezone: (random, state) =>
    (state.config.timezone = random.pick(['Europe/Helsinki', 'Pacific/Auckland', 'America/New_York', 'Pacific/Kiritimati'])),
  archiveUrl: (random, state) =>
    (state.config.archive = random.pick(['https://a.example.fi', 'https://b.example.fi/k', 'https://c.example.fi/k/l'])),
  noindex: (_random, state) => String((state.config.noindex = !state.config.noindex)),
  images: (random, state) => (state.config.images = random.pick(['linked', 'embedded'])),
  typographyAll: (random, state) => (state.config.typography = random.pick(['on', 'off'])),
  themes: (random, state) => {
    state.config.themes = random.pick([
      [],
      [['2020-01-01', 'lehti']],
      [['2020-01-01', 'selkea']],
      [
        ['2020-01-01', 'selkea'],
        [isoDay(state.now - 20 * DAY), 'lehti'],
      ],
    ]);
    return JSON.stringify(state.config.themes);
  },
  logo: (random, state) => {
    state.config.logo = random.chance(0.3) ? null : png(120 + random.below(100), 30, random.below(256));
    return String(state.config.logo?.length);
  },
  from: (random, state) => (state.config.from = random.pick(['uutiskirje@example.fi', 'kirje@toinen.example.fi'])),
};

function sync(workspace: TestWorkspace, before: Map<string, string | Buffer>, after: Map<string, string | Buffer>): void {
  for (const name of before.keys()) if (!after.has(name)) workspace.remove(name);
  for (const [name, content] of after) {
    const old = before.get(name);
    if (old === undefined || Buffer.compare(Buffer.from(old), Buffer.from(content)) !== 0) workspace.write(name, content);
  }
}

/** Images and files of a page that is there stay, since e-mails may lead to them. */
function isKept(path: string): boolean {
  return /-[0-9a-f]{8}(?:-\d+)?\.\w+$/.test(path);
}

/** Brings the archive up to date, builds it from nothing as well, and says in what they differ. */
async function differences(workspace: TestWorkspace, now: string): Promise<string[]> {
  const fresh = new TestWorkspace();
  try {
    const run = await runArchive(workspace, { now });
    fresh.remove('.');
    cpSync(workspace.folder, fresh.folder, { recursive: true, filter: (path) => basename(path) !== 'dist' });
    await runArchive(fresh, { now });
    const [mine, anew] = [filesOf(workspace), filesOf(fresh)];
    const errors = run.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    const differing = [...new Set([...mine.keys(), ...anew.keys()])].filter((path) => mine.get(path) !== anew.get(path));
    return [...errors, ...differing.filter((path) => anew.has(path) || !isKept(path))];
  } finally {
    fresh.remove('.');
  }
}

function firstState(random: Random): State {
  const state: State = {
    pages: new Map(),
    config: {
      organisation: 'Esimerkki',
      url: null,
      sv: null,
      address: 'Katu 1',
      language: 'fi',
      timezone: 'Europe/Helsinki',
      archive: 'https://a.example.fi',
      noindex: false,
      images: 'embedded',
      typography: 'on',
      titles: [
        ['Yksi', null],
        ['Kaksi', 'Två'],
      ],
      themes: [],
      logo: null,
      from: 'uutiskirje@example.fi',
    },
    now: Date.parse('2022-03-20T10:00:00Z'),
    named: 0,
  };
  for (let index = 0; index < 6; index++) addPage(random, state);
  return state;
}

/** One edit or two, as they may come between two runs; what they were. */
function edit(random: Random, state: State): string {
  const done = Array.from({ length: 1 + random.below(2) }, () => {
    const name = random.pick(Object.keys(EDITS));
    return `${name} ${EDITS[name]!(random, state)}`;
  });
  if (state.pages.size > 12) state.pages.delete(random.pick([...state.pages.keys()]));
  return done.join(', ');
}

test.each([1, 2, 3])(
  'whatever was edited, an archive that is brought up to date is the one that is built from nothing (seed %i)',
  async (seed) => {
    const random = makeRandom(seed);
    const state = firstState(random);
    const workspace = makeWorkspace({ 'issues/tammikuu.md': null });
    let files = new Map<string, string | Buffer>();
    for (let step = 0; step < STEPS; step++) {
      const edited = step === 0 ? 'nothing' : edit(random, state);
      const next = filesFor(state);
      sync(workspace, files, next);
      files = next;
      expect({ step, edited, differing: await differences(workspace, new Date(state.now).toISOString()) }).toEqual({
        step,
        edited,
        differing: [],
      });
    }
  },
);
