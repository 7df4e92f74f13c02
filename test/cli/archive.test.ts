import { renameSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, listOf } from '../support/workspace.ts';
import { ARCHIVE_CONFIG, ARTICLE, archiveWorkspace, clockAt, filesOf, issueWith, runArchive } from '../support/archive.ts';

const PAGE = 'dist/archive/tammikuu/index.html';
const VARIANT = '---\ntitle: Brev\n---\n\nHej!\n\n## 1. Första\n\nText.\n\n## 2. Andra\n\nMera.\n';

describe('what is published', () => {
  test('an issue is, from its date on the workspace’s clocks, sent or not', async () => {
    const workspace = archiveWorkspace();
    const eve = await runArchive(workspace, { now: '2022-01-25T21:59:00Z' });
    expect(eve).toMatchObject({ exitCode: 0, data: { pages: [] } });
    expect(workspace.has('dist/archive/index.html')).toBe(true);
    const day = await runArchive(workspace, { now: '2022-01-25T22:00:00Z' });
    expect(day.data.pages).toMatchObject([{ kind: 'issue', slug: 'tammikuu', lang: 'fi', path: 'tammikuu/' }]);
    expect(workspace.read(PAGE)).toContain('<h1>Uutiskirje tammikuu/2022</h1>');
  });

  test('a draft is not, in the language that says so', async () => {
    const draft = VARIANT.replace('title: Brev', 'title: Brev\ndraft: true');
    const workspace = archiveWorkspace({
      'issues/tammikuu.sv.md': draft,
      'articles/uutinen.md': ARTICLE.replace('lead:', 'draft: true\nlead:'),
    });
    const { data } = await runArchive(workspace);
    expect(data.pages.map(({ slug, lang }) => `${slug} ${lang}`)).toEqual(['tammikuu fi']);
    expect([...filesOf(workspace).values()].join('')).not.toMatch(/Foorumi kokosi|Första/);
  });

  test('a draft is one in every language, and its images and files are not there either', async () => {
    const workspace = archiveWorkspace({
      'issues/tammikuu.md': issueWith('', '[Ohje](ohje.pdf)'),
      'issues/tammikuu/ohje.pdf': 'x',
      'issues/tammikuu.sv.md': VARIANT,
      'issues/helmikuu.md': ISSUE.replace('2022-01-26', '2022-02-26'),
    });
    await runArchive(workspace);
    expect([...filesOf(workspace).keys()].filter((name) => name.startsWith('tammikuu/'))).toHaveLength(3);
    workspace.write('issues/tammikuu.md', issueWith('draft: true', '[Ohje](ohje.pdf)'));
    const { data } = await runArchive(workspace);
    expect(data.pages.map(({ slug }) => slug)).toEqual(['helmikuu']);
    expect([...filesOf(workspace).keys()].filter((name) => /tammikuu|^sv/.test(name))).toEqual([]);
    const told = await runProgram(workspace.folder, ['check', 'tammikuu']);
    expect(told.stdout.match(/\[issue-draft\]/g)).toHaveLength(2);
  });

  test('a page whose front matter cannot be read stays as it was, and the pages that link to it are not blamed', async () => {
    const workspace = archiveWorkspace({
      'issues/tammikuu.md': issueWith('', '[Uutinen](article:uutinen)'),
      'articles/uutinen.md': ARTICLE,
    });
    await runArchive(workspace);
    const before = workspace.read('dist/archive/articles/uutinen/index.html');
    workspace.write('articles/uutinen.md', ARTICLE.replace('lead:', 'corrections:\n  - 2022-01-21: Korjattu: päivä.\nlead:'));
    const { problems } = await runArchive(workspace);
    expect(problems).toMatchObject([{ code: 'front-matter-colon', file: 'articles/uutinen.md' }]);
    expect(problems[0]!.message).toContain('- 2022-01-21: "Korjattu: päivä."');
    expect(workspace.read(PAGE)).toContain('<a href="../articles/uutinen/index.html"');
    expect(workspace.read('dist/archive/articles/uutinen/index.html')).toBe(before);
  });

  test('a link to a page that is left out is an error of the page that has it', async () => {
    const workspace = archiveWorkspace({
      'issues/tammikuu.md': issueWith('', '[Uutinen](article:uutinen)'),
      'articles/uutinen.md': ARTICLE.replace('Paljon.', '[Lue ohje](#)'),
    });
    const { exitCode, problems } = await runArchive(workspace);
    expect(exitCode).toBe(1);
    expect(problems).toContainEqual(expect.objectContaining({ code: 'page-not-public', file: 'issues/tammikuu.md' }));
  });

  test('a text in another language of an issue that is not there is told of', async () => {
    const workspace = archiveWorkspace({ 'issues/tamikuu.sv.md': VARIANT, 'articles/x.en.md': ARTICLE });
    const { exitCode, problems } = await runArchive(workspace);
    expect(exitCode).toBe(1);
    expect(problems).toMatchObject([
      { code: 'variant-alone', file: 'issues/tamikuu.sv.md', details: { nearest: 'tammikuu' } },
      { code: 'variant-alone', file: 'articles/x.en.md' },
    ]);
  });

  test('Ctrl-C ends it before anything is written', async () => {
    const workspace = archiveWorkspace();
    const stop = new AbortController();
    stop.abort();
    const run = await runProgram(workspace.folder, ['archive'], { stop: stop.signal });
    expect(run).toMatchObject({ exitCode: 130, stdout: 'Interrupted before anything was written.\n' });
    expect(workspace.has('dist/archive')).toBe(false);
  });

  test('a new page with errors is left out until they are mended, and the others are written', async () => {
    const broken = ISSUE.replace('Lisää tekstiä.', '[Lue ohje](#)');
    const workspace = archiveWorkspace({ 'issues/tammikuu.md': broken, 'articles/uutinen.md': ARTICLE });
    const { exitCode, data, problems } = await runArchive(workspace);
    expect(exitCode).toBe(1);
    expect(data.leftOut).toMatchObject([{ path: 'tammikuu/', reason: 'errors' }]);
    expect(data.pages.map(({ slug }) => slug)).toEqual(['uutinen']);
    expect(problems).toMatchObject([{ code: 'link-placeholder', file: 'issues/tammikuu.md' }]);
    workspace.write('issues/tammikuu.md', ISSUE);
    expect((await runArchive(workspace)).data.leftOut).toEqual([]);
  });

  test('a page that is out already keeps its address when an error comes into it', async () => {
    const workspace = archiveWorkspace();
    await runArchive(workspace);
    workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää tekstiä.', '[Uusi sana](#)'));
    expect(await runArchive(workspace)).toMatchObject({ exitCode: 1, data: { leftOut: [] } });
    expect(workspace.read(PAGE)).toContain('Uusi sana');
  });

  test('a page whose text cannot be read any more stays as it was', async () => {
    const workspace = archiveWorkspace();
    await runArchive(workspace);
    const before = workspace.read(PAGE);
    workspace.write('issues/tammikuu.md', Buffer.from(ISSUE, 'latin1'));
    const run = await runArchive(workspace);
    expect(run.problems).toMatchObject([{ code: 'file-encoding' }]);
    expect(workspace.read(PAGE)).toBe(before);
    expect((await runArchive(workspace)).problems).toMatchObject([{ code: 'file-encoding' }]);
  });

  test.each(['2022', 'sv', 'latest'])('an issue cannot have the name %s of the archive’s own pages', async (slug) => {
    const workspace = archiveWorkspace({ 'issues/tammikuu.md': null, [`issues/${slug}.md`]: ISSUE });
    expect((await runArchive(workspace)).problems).toMatchObject([{ code: 'archive-name-taken', file: `issues/${slug}.md` }]);
    expect((await runProgram(workspace.folder, ['check'])).stdout).toContain('archive-name-taken');
  });

  test('no list is read for it', async () => {
    const workspace = archiveWorkspace({ 'subscribers/jarjestot.csv': null });
    expect(await runArchive(workspace)).toMatchObject({ exitCode: 0, problems: [] });
  });
});

describe('a page', () => {
  test('has what stands behind <!-- more -->, where the e-mail leads', async () => {
    const workspace = archiveWorkspace({ 'issues/tammikuu.md': issueWith('', '<!-- more -->\n\nVain verkossa.') });
    await runArchive(workspace);
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    const [, anchor] = /href="https:\/\/arkisto\.example\.fi\/kirjeet\/tammikuu\/#([a-z-]+)"/.exec(
      workspace.read('dist/tammikuu/email.html'),
    )!;
    expect(workspace.read(PAGE)).toContain(`<h2 id="${anchor}">`);
    expect(workspace.read(PAGE)).toContain('Vain verkossa.');
  });

  test('shows the default of a hole, and an ellipsis with a warning where there is none; a link that only a reader could follow is words', async () => {
    const text =
      'Hei {{organisation}} ja {{name|ystävä}}! [Oma sivusi]({{url}}) [Ohje](https://www.example.fi/?o={{id|a b}}) [Tili](https://www.example.fi/{{id}})';
    const workspace = archiveWorkspace({ 'issues/tammikuu.md': issueWith('', text) });
    const { problems } = await runArchive(workspace);
    expect(problems.map(({ code, details }) => [code, details['name']])).toEqual([
      ['hole-public', 'organisation'],
      ['hole-public', 'url'],
      ['hole-public', 'id'],
    ]);
    expect(workspace.read(PAGE)).toContain(
      '<p>Hei … ja ystävä! Oma sivusi <a href="https://www.example.fi/?o=a%20b">Ohje</a> Tili</p>',
    );
  });

  test('has no address that a program could gather, and every one that a person can read', async () => {
    const text = [
      'Lisätietoja: Aino Esimerkki, aino.esimerkki@example.fi, p. 050 123 4567',
      'Kirjoita toimitus@example.fi tai [lähetä viesti](mailto:palaute@example.fi?subject=Hei) tai <mailto:suora@example.fi>.',
      '::: event\ntitle: Ilta\nwhen: 15.2.2022\nsignup: ilmo@example.fi\n:::',
    ];
    const workspace = archiveWorkspace({ 'issues/tammikuu.md': issueWith('', text.join('\n\n')) });
    await runArchive(workspace);
    const all = [...filesOf(workspace)].filter(([name]) => !name.endsWith('.ics') && name !== 'assets/search.js');
    for (const [name, content] of all) expect(content.match(/mailto:|[\w.]+@example\.fi/g), name).toBeNull();
    const page = workspace.read(PAGE);
    for (const name of ['aino.esimerkki', 'toimitus', 'palaute', 'suora', 'ilmo'])
      expect(page).toContain(`${name}(at)example.fi`);
    expect(page).toContain('<a href="tel:0501234567">');
  });

  test('tells what was put right since', async () => {
    const workspace = archiveWorkspace({
      'issues/tammikuu.md': issueWith('corrections:\n  - 2022-01-28: Foorumi on <tiistaina>.'),
    });
    await runArchive(workspace);
    expect(workspace.read(PAGE)).toMatch(
      /Korjattu julkaisun jälkeen<\/p>\s*<ul><li><time datetime="2022-01-28">28\. tammikuuta 2022<\/time>: Foorumi on &lt;tiistaina&gt;\.<\/li>/,
    );
  });

  test('keeps the theme of its day, and a theme without web.css has its own colours', async () => {
    const workspace = archiveWorkspace({
      'newsletter.yaml': `${ARCHIVE_CONFIG}themes: [{ from: 2021-01-01, theme: oma }, { from: 2022-02-01, theme: lehti }]\n`,
      'issues/helmikuu.md': ISSUE.replace('2022-01-26', '2022-02-26'),
    });
    await copySelkea(workspace.path('templates/oma'));
    workspace.remove('templates/oma/web.css');
    expect((await runArchive(workspace)).problems).toEqual([]);
    expect(workspace.read(PAGE)).toContain('href="../assets/oma.css"');
    expect(workspace.read('dist/archive/helmikuu/index.html')).toContain('href="../assets/lehti.css"');
    expect(workspace.read('dist/archive/index.html')).toContain('href="assets/lehti.css"');
    expect(workspace.read('dist/archive/assets/oma.css')).toContain('--accent: #0b5a68;');
  });

  test('links to the one before it and the one behind it on its list, and to itself in other languages', async () => {
    const config = ARCHIVE_CONFIG.replace(
      'lists:\n',
      'lists:\n  vaki: { title: Väki, file: subscribers/vaki.csv, archive: public }\n',
    );
    const workspace = archiveWorkspace({
      'newsletter.yaml': config,
      'issues/helmikuu.md': ISSUE.replace('2022-01-26', '2022-02-26').replace('title: Uutiskirje tammikuu', 'title: Helmikuu'),
      'issues/vaki.md': ISSUE.replace('2022-01-26', '2022-02-01').replace('[jarjestot]', '[vaki]'),
      'issues/tammikuu.sv.md': VARIANT,
    });
    await runArchive(workspace);
    const page = workspace.read(PAGE);
    expect(page).toContain(
      '<a rel="next" href="../helmikuu/index.html"><span>Seuraava</span> <strong>Helmikuu/2022</strong></a>',
    );
    expect(page).not.toContain('rel="prev"');
    expect(page).toContain('<a href="../tammikuu/sv/index.html" hreflang="sv" lang="sv">På svenska</a>');
    expect(workspace.read('dist/archive/tammikuu/sv/index.html')).toContain('<html lang="sv">');
    expect(workspace.read('dist/archive/vaki/index.html')).not.toMatch(/rel="(?:prev|next)"/);
  });

  test('says in which language words are', async () => {
    const workspace = archiveWorkspace({
      'issues/tammikuu.md': issueWith('', 'Malli on <span lang="sv">Grannskapets "lånebod"</span>.'),
    });
    await runArchive(workspace);
    expect(workspace.read(PAGE)).toContain('<span lang="sv">Grannskapets ”lånebod”</span>');
  });

  test('shows images at several widths, and files with their kind and size', async () => {
    const noise = await sharp({
      create: { width: 1000, height: 500, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
    })
      .jpeg()
      .toBuffer();
    const text = '![Kuva: kohinaa](kuva.jpg "Kuvateksti.")\n\nLue [ohje](ohje.pdf).';
    const workspace = archiveWorkspace({
      'issues/tammikuu.md': issueWith('', text),
      'issues/tammikuu/kuva.jpg': noise,
      'issues/tammikuu/ohje.pdf': Buffer.alloc(2_000),
    });
    await runArchive(workspace);
    const page = workspace.read(PAGE);
    const [, set] = /srcset="([^"]+)"/.exec(page)!;
    const candidates = set!.split(', ').map((each) => each.split(' '));
    expect(candidates.map(([, width]) => width)).toEqual(['480w', '800w', '1000w']);
    for (const [path, width] of candidates) {
      const copy = await sharp(workspace.readBytes(`dist/archive/tammikuu/${path}`)).metadata();
      expect(copy.width).toBe(Number.parseInt(width!, 10));
    }
    expect(page).toMatch(/alt="Kuva: kohinaa" width="1000" height="500"[^>]*><figcaption>Kuvateksti\.<\/figcaption>/);
    expect(page).toMatch(/<a href="\.\.\/tammikuu\/ohje-[0-9a-f]{8}\.pdf">ohje \(PDF, 2\skt\)<\/a>/);
  });

  test('is kept from search engines when it says so, or the whole archive does', async () => {
    const workspace = archiveWorkspace({ 'issues/tammikuu.md': issueWith('robots: noindex'), 'articles/uutinen.md': ARTICLE });
    await runArchive(workspace);
    expect(workspace.read(PAGE)).toContain('<meta name="robots" content="noindex">');
    expect(workspace.read('dist/archive/sitemap.xml')).not.toContain('/tammikuu/');
    expect(workspace.read('dist/archive/articles/uutinen/index.html')).not.toContain('noindex');
    workspace.write('newsletter.yaml', ARCHIVE_CONFIG.replace('kirjeet }', 'kirjeet, robots: noindex }'));
    await runArchive(workspace);
    expect(workspace.read('dist/archive/articles/uutinen/index.html')).toContain('noindex');
    expect(workspace.read('dist/archive/sitemap.xml')).not.toContain('<loc>');
  });
});

async function copySelkea(target: string): Promise<void> {
  const { cp } = await import('node:fs/promises');
  await cp(new URL('../../templates/selkea', import.meta.url), target, { recursive: true });
}

describe('a link by name', () => {
  const LINKS = issueWith('', '[Uutinen](article:uutinen#mita-puhuttiin) ja [viime kirje](issue:joulukuu)');
  const FILES = {
    'issues/tammikuu.md': LINKS,
    'issues/joulukuu.md': ISSUE.replace('2022-01-26', '2021-12-22')
      .replace('tammikuu/2022', 'joulukuu/2021')
      .replace('Lisää', 'Muuta'),
    'articles/uutinen.md': ARTICLE,
  };

  test('leads to the page, seen from where it stands, and whole in e-mail and feed', async () => {
    const workspace = archiveWorkspace(FILES);
    expect((await runArchive(workspace)).problems).toEqual([]);
    const page = workspace.read(PAGE);
    expect(page).toContain('<a href="../articles/uutinen/index.html#mita-puhuttiin">Uutinen</a>');
    expect(page).toContain('<a href="../joulukuu/index.html">viime kirje</a>');
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    for (const file of ['dist/tammikuu/email.html', 'dist/tammikuu/email.txt', 'dist/archive/feeds/fi/atom.xml']) {
      expect(workspace.read(file)).toContain('https://arkisto.example.fi/kirjeet/articles/uutinen/#mita-puhuttiin');
    }
  });

  test('leads to the reader’s own language where the page has it', async () => {
    const workspace = archiveWorkspace({
      ...FILES,
      'issues/tammikuu.sv.md': `${VARIANT}\n[Nyhet](article:uutinen) och [förra brevet](issue:joulukuu)\n`,
      'articles/uutinen.sv.md': '---\ntitle: Nyhet\n---\n\nText.\n',
    });
    expect((await runArchive(workspace)).problems).toEqual([]);
    const page = workspace.read('dist/archive/tammikuu/sv/index.html');
    expect(page).toContain('<a href="../../articles/uutinen/sv/index.html">Nyhet</a>');
    expect(page).toContain('<a href="../../joulukuu/index.html" hreflang="fi">förra brevet</a>');
  });

  test.each([
    ['article:uutine', 'page-not-found'],
    ['issue:huhtikuu', 'page-not-found'],
    ['article:', 'page-not-found'],
    ['article:uutinen#mita-puhutiin', 'link-anchor-unknown'],
    ['article:luonnos', 'page-not-public'],
    ['article:tuleva', 'page-not-public'],
  ])('%s is %s, for check, build and the archive', async (target, code) => {
    const workspace = archiveWorkspace({
      ...FILES,
      'issues/tammikuu.md': issueWith('', `[Uutinen talvesta](${target})`),
      'articles/luonnos.md': ARTICLE.replace('lead:', 'draft: true\nlead:'),
      'articles/tuleva.md': ARTICLE.replace('2022-01-20', '2022-01-27'),
    });
    for (const command of [['check', 'tammikuu'], ['build', 'tammikuu'], ['archive']]) {
      const run = await runProgram(workspace.folder, [...command, '--json']);
      expect(run.exitCode).toBe(1);
      const problems = (JSON.parse(run.stdout) as { problems: object[] }).problems;
      expect(problems).toMatchObject([{ code, file: 'issues/tammikuu.md', line: 19 }]);
    }
  });

  test('a page that comes or goes changes the pages that link to it', async () => {
    const workspace = archiveWorkspace({ ...FILES, 'issues/tammikuu.sv.md': `${VARIANT}\n[Nyhet](article:uutinen)\n` });
    await runArchive(workspace);
    workspace.write('articles/uutinen.sv.md', '---\ntitle: Nyhet\n---\n\nText.\n');
    const { data } = await runArchive(workspace);
    expect(data.written).toContain('tammikuu/sv/index.html');
    expect(data.written).not.toContain('tammikuu/index.html');
    expect(workspace.read('dist/archive/tammikuu/sv/index.html')).toContain('articles/uutinen/sv/index.html');
  });
});

describe('written again', () => {
  const FILES = { 'issues/helmikuu.md': ISSUE.replace('2022-01-26', '2022-02-26'), 'articles/uutinen.md': ARTICLE };

  test('nothing is touched that is the same', async () => {
    const workspace = archiveWorkspace(FILES);
    await runArchive(workspace);
    const old = new Date('2022-03-01T00:00:00Z');
    const times = [...filesOf(workspace).keys()].map(
      (name) => [name, statSync(workspace.path(`dist/archive/${name}`)).mtimeMs] as const,
    );
    expect(await runArchive(workspace)).toMatchObject({ data: { written: [], removed: [] } });
    for (const [name, time] of times) expect(statSync(workspace.path(`dist/archive/${name}`)).mtimeMs, name).toBe(time);
    for (const [name] of times) utimesSync(workspace.path(`dist/archive/${name}`), old, old);
    expect((await runArchive(workspace)).data.written).toEqual([]);
    expect(statSync(workspace.path(PAGE)).mtimeMs).toBe(old.getTime());
  });

  test('from nothing it comes out the same, byte for byte', async () => {
    const workspace = archiveWorkspace({
      ...FILES,
      'issues/tammikuu.md': issueWith('', '::: event\ntitle: Ilta\nwhen: 15.2.2099\n:::'),
    });
    await runArchive(workspace, { now: '2022-03-01T08:00:00Z' });
    const before = filesOf(workspace);
    for (const gone of ['dist', 'issues/events.json']) rmSync(workspace.path(gone), { recursive: true });
    await runArchive(workspace, { now: '2022-03-02T20:00:00Z' });
    expect(filesOf(workspace)).toEqual(before);
  });

  test('a changed word changes the page and what shows of it elsewhere', async () => {
    const workspace = archiveWorkspace(FILES);
    await runArchive(workspace);
    workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää tekstiä.', 'Lisää sanoja.'));
    const { data } = await runArchive(workspace);
    expect(data.written.toSorted()).toEqual(
      [
        'tammikuu/index.html',
        'search/fi-2022.js',
        ...['', 'jarjestot/'].flatMap((list) => [`feeds/fi/${list}atom.xml`, `feeds/fi/${list}rss.xml`]),
      ].toSorted(),
    );
  });

  test('what is gone from the workspace is gone from the archive, and what somebody else put there stays', async () => {
    const workspace = archiveWorkspace({ ...FILES, 'issues/tammikuu.sv.md': VARIANT });
    await runArchive(workspace);
    workspace.write('dist/archive/google1234.html', 'kept');
    workspace.write('dist/archive/helmikuu/index.html', 'somebody else’s');
    workspace.write('dist/archive/helmikuu/note.txt', 'kept');
    for (const file of ['issues/helmikuu.md', 'issues/tammikuu.sv.md', 'articles/uutinen.md']) workspace.remove(file);
    const { data } = await runArchive(workspace);
    expect(data.removed).toEqual(
      expect.arrayContaining(['tammikuu/sv/index.html', 'articles/uutinen/index.html', 'sv/index.html']),
    );
    expect(workspace.has('dist/archive/articles')).toBe(false);
    workspace.write('issues/huhtikuu.md', ISSUE.replace('2022-01-26', '2022-04-26'));
    await runArchive(workspace);
    workspace.remove('issues/huhtikuu.md');
    expect((await runProgram(workspace.folder, ['archive'])).stdout).toContain('Taken away: huhtikuu/\n');
    expect(workspace.read('dist/archive/google1234.html')).toBe('kept');
    expect(workspace.read('dist/archive/helmikuu/index.html')).toBe('somebody else’s');
    expect(workspace.has('dist/archive/helmikuu/note.txt')).toBe(true);
  });

  test('a file that somebody changed or took away is put right', async () => {
    const workspace = archiveWorkspace(FILES);
    await runArchive(workspace);
    const before = filesOf(workspace);
    workspace.write(PAGE, 'changed');
    workspace.remove('dist/archive/index.html');
    expect((await runArchive(workspace)).data.written.toSorted()).toEqual(['index.html', 'tammikuu/index.html']);
    expect(filesOf(workspace)).toEqual(before);
  });

  test('an image that e-mails may refer to stays when another takes its place, as long as its issue is there', async () => {
    const picture = (background: string): Promise<Buffer> =>
      sharp({ create: { width: 40, height: 20, channels: 3, background } })
        .png()
        .toBuffer();
    const workspace = archiveWorkspace({ 'issues/tammikuu.md': issueWith('', '![Kuva talosta](talo.png)'), ...FILES });
    workspace.write('issues/tammikuu/talo.png', await picture('red'));
    await runArchive(workspace);
    workspace.write('issues/tammikuu/talo.png', await picture('blue'));
    const { data } = await runArchive(workspace);
    expect(data.removed).toEqual([]);
    const images = (): string[] => [...filesOf(workspace).keys()].filter((name) => name.endsWith('.png'));
    expect(images()).toHaveLength(2);
    workspace.remove('issues/tammikuu.md');
    await runArchive(workspace);
    expect(images()).toEqual([]);
  });

  test('folders that are not there all at once are no reason to empty it', async () => {
    const workspace = archiveWorkspace();
    await runArchive(workspace);
    const before = filesOf(workspace);
    renameSync(workspace.path('issues'), workspace.path('elsewhere'));
    const run = await runProgram(workspace.folder, ['archive', '--json']);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('issue-none');
    expect(filesOf(workspace)).toEqual(before);
  });

  test('a run that was cut off leaves nothing behind that nobody would take away', async () => {
    const workspace = archiveWorkspace(FILES);
    await runArchive(workspace);
    const whole = workspace.read('dist/archive/.newsletter-archive.json');
    workspace.write('dist/archive/.newsletter-archive.json', whole.replace(/^"helmikuu\/index\.html":.*\n/m, ''));
    const hash = /"helmikuu\/index\.html":\{"hash":"([^"]*)"/.exec(whole)![1]!;
    workspace.write(
      'dist/archive/.newsletter-archive.journal',
      `${JSON.stringify({ path: 'helmikuu/index.html', hash })}\n{"path":"tammikuu/ind`,
    );
    workspace.remove('issues/helmikuu.md');
    await runArchive(workspace);
    expect(workspace.has('dist/archive/helmikuu')).toBe(false);
    expect(workspace.has('dist/archive/.newsletter-archive.journal')).toBe(false);
  });

  test('a list of its files is not believed about what they hold', async () => {
    const workspace = archiveWorkspace(FILES);
    await runArchive(workspace);
    const file = 'dist/archive/.newsletter-archive.json';
    const said = ['{"hash":"","size":-1,"time":0,"made":"","owners":[]}', '{"hash":"0","size":1,"time":0,"made":"","owners":[]}'];
    workspace.write('dist/archive/CNAME', 'www.example.org');
    workspace.write('dist/archive/oma.txt', 'x');
    workspace.write(file, workspace.read(file).replace('"404.html"', `"CNAME":${said[0]},\n"oma.txt":${said[1]},\n"404.html"`));
    workspace.write('dist/archive/.newsletter-archive.journal', '{"path":"CNAME","hash":""}\n{"path":"oma.txt","hash":"0"}\n');
    await runArchive(workspace);
    expect(workspace.read('dist/archive/CNAME')).toBe('www.example.org');
    expect(workspace.read('dist/archive/oma.txt')).toBe('x');
  });

  test('a list of its files that leads out of the folder is not followed', async () => {
    const workspace = archiveWorkspace(FILES);
    await runArchive(workspace);
    const file = 'dist/archive/.newsletter-archive.json';
    workspace.write(
      file,
      workspace
        .read(file)
        .replace('"404.html"', '"../../issues/tammikuu.md":{"hash":"","size":-1,"time":0,"made":"","owners":[]},\n"404.html"'),
    );
    await runArchive(workspace);
    expect(workspace.has('issues/tammikuu.md')).toBe(true);
  });
});

describe('withdrawn', () => {
  const FILES = { 'issues/tammikuu.md': issueWith('', '[Ohje](ohje.pdf)'), 'issues/tammikuu/ohje.pdf': 'x' };
  const draftOf = (text: string): string => text.replace('date: ', 'draft: true\ndate: ');

  test('the last public page goes like any other', async () => {
    const workspace = archiveWorkspace(FILES);
    await runArchive(workspace);
    workspace.write('issues/tammikuu.md', draftOf(FILES['issues/tammikuu.md']));
    expect(await runArchive(workspace)).toMatchObject({ exitCode: 0, data: { pages: [] } });
    expect([...filesOf(workspace).keys()].filter((name) => name.includes('tammikuu'))).toEqual([]);
  });

  test('a page takes its images and files with it, though the same in another language stays', async () => {
    const workspace = archiveWorkspace({
      ...FILES,
      'issues/tammikuu.sv.md': `${VARIANT}\n[Handledning](svensk.pdf)\n`,
      'issues/tammikuu/svensk.pdf': 'y',
    });
    await runArchive(workspace);
    workspace.write('issues/tammikuu.sv.md', `${VARIANT.replace('title:', 'draft: true\ntitle:')}\n[Handledning](svensk.pdf)\n`);
    await runArchive(workspace);
    const left = [...filesOf(workspace).keys()]
      .filter((name) => name.endsWith('.pdf'))
      .map((name) => name.replace(/-[0-9a-f]{8}/, ''));
    expect(left).toEqual(['tammikuu/ohje.pdf']);
  });

  test('a draft goes though its text in another language cannot be read', async () => {
    const workspace = archiveWorkspace({ ...FILES, 'issues/tammikuu.sv.md': VARIANT });
    await runArchive(workspace);
    workspace.write('issues/tammikuu.md', draftOf(FILES['issues/tammikuu.md']));
    workspace.write('issues/tammikuu.sv.md', Buffer.from('---\ntitle: Å\n---\n', 'latin1'));
    expect((await runArchive(workspace)).problems).toMatchObject([{ code: 'file-encoding' }]);
    expect(workspace.has(PAGE)).toBe(false);
  });

  test('an event goes whatever its id looks like', async () => {
    const event = '::: event\nid: foorumi-20220225\ntitle: Foorumi\nwhen: 25.2.2022\n:::';
    const workspace = archiveWorkspace({ 'issues/tammikuu.md': issueWith('', event) });
    await runArchive(workspace);
    expect(workspace.has('dist/archive/tammikuu/foorumi-20220225.ics')).toBe(true);
    workspace.write('issues/tammikuu.md', ISSUE);
    await runArchive(workspace);
    expect(workspace.has('dist/archive/tammikuu/foorumi-20220225.ics')).toBe(false);
  });

  test('a page that somebody has changed stays, and is named', async () => {
    const workspace = archiveWorkspace({ ...FILES, 'articles/uutinen.md': ARTICLE });
    await runArchive(workspace);
    workspace.write(PAGE, 'changed');
    workspace.write('issues/tammikuu.md', draftOf(FILES['issues/tammikuu.md']));
    const run = await runProgram(workspace.folder, ['archive']);
    expect(run.stdout).toContain('somebody has changed it, so it stays: tammikuu/index.html');
    expect(workspace.read(PAGE)).toBe('changed');
  });
});

describe('what was damaged', () => {
  const EVENT = issueWith('', '::: event\ntitle: Ilta\nwhen: 15.2.2099\n:::\n\n[Ohje](ohje.pdf)');

  test('an image or a file is mended', async () => {
    const workspace = archiveWorkspace({ 'issues/tammikuu.md': EVENT, 'issues/tammikuu/ohje.pdf': 'whole' });
    await runArchive(workspace);
    const name = [...filesOf(workspace).keys()].find((each) => each.endsWith('.pdf'))!;
    workspace.write(`dist/archive/${name}`, '');
    expect((await runArchive(workspace)).data.written).toEqual([name]);
    expect(workspace.read(`dist/archive/${name}`)).toBe('whole');
  });

  test('what is kept of earlier runs is made again', async () => {
    const workspace = archiveWorkspace();
    await runArchive(workspace);
    const before = filesOf(workspace);
    workspace.write('dist/.cache/archive/issue-tammikuu.texts.json', '');
    workspace.remove('dist/archive/tammikuu');
    expect((await runArchive(workspace)).exitCode).toBe(0);
    expect(filesOf(workspace)).toEqual(before);
  });

  test.each(['', 'rubbish', '{"domain":"a b","events":{}}'])(
    'a record of events that says %j stops it, and is left alone',
    async (record) => {
      const workspace = archiveWorkspace({
        'issues/tammikuu.md': EVENT,
        'issues/tammikuu/ohje.pdf': 'x',
        'issues/events.json': record,
      });
      expect((await runArchive(workspace)).problems).toMatchObject([{ code: 'file-unreadable', file: 'issues/events.json' }]);
      expect(workspace.read('issues/events.json')).toBe(record);
      expect(workspace.has('dist/archive/index.html')).toBe(false);
    },
  );

  test('the list of its own files stops it as well', async () => {
    const workspace = archiveWorkspace();
    await runArchive(workspace);
    workspace.write('dist/archive/.newsletter-archive.json', '{"files":{"index.html":null}}');
    expect((await runArchive(workspace)).problems).toMatchObject([{ code: 'file-unreadable' }]);
  });

  test('a link to nowhere among an issue’s files keeps no change from its page', async () => {
    const workspace = archiveWorkspace();
    workspace.write('issues/tammikuu/x.txt', 'x');
    symlinkSync('nowhere', workspace.path('issues/tammikuu/.#x.pdf'));
    await runArchive(workspace);
    workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää tekstiä.', 'Uutta tekstiä.'));
    await runArchive(workspace);
    expect(workspace.read(PAGE)).toContain('Uutta tekstiä.');
  });
});

test('with images: linked, the logo of a theme that the issue names itself lies where the e-mail fetches it', async () => {
  const workspace = archiveWorkspace({
    'newsletter.yaml': `${ARCHIVE_CONFIG}images: linked\n`,
    'issues/tammikuu.md': issueWith('theme: oma'),
  });
  await copySelkea(workspace.path('templates/oma'));
  workspace.write('templates/oma/theme.yaml', `${workspace.read('templates/oma/theme.yaml')}logo: logo.png\n`);
  workspace.write(
    'templates/oma/logo.png',
    await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
      .png()
      .toBuffer(),
  );
  await runArchive(workspace);
  await runProgram(workspace.folder, ['build', 'tammikuu']);
  const [, name] = /src=3D"https:\/\/arkisto\.example\.fi\/kirjeet\/tammikuu\/(logo-[0-9a-f]+\.png)"/.exec(
    workspace.read('dist/tammikuu/email.eml').replace(/=\r\n/g, ''),
  )!;
  expect(workspace.has(`dist/archive/tammikuu/${name}`)).toBe(true);
});

test.each(['America/New_York', 'Pacific/Auckland', 'Europe/Helsinki'])(
  'coming events stand in the order of days in %s',
  async (timezone) => {
    const event = (title: string, when: string): string => `::: event\ntitle: ${title}\nwhen: ${when}\n:::`;
    const events = [
      event('Kolmas', '25.2.2099 klo 9'),
      event('Ensimmäinen', '24.2.2099 klo 20'),
      event('Toinen', '25.2.2099'),
      event('Neljäs', '26.2.2099'),
    ];
    const workspace = archiveWorkspace({
      'newsletter.yaml': `${ARCHIVE_CONFIG}timezone: ${timezone}\n`,
      'issues/tammikuu.md': issueWith('', events.join('\n\n')),
    });
    await runArchive(workspace);
    const titles = [...workspace.read('dist/archive/events/index.html').matchAll(/<h2>(\S+)<\/h2>/g)].map(([, title]) => title);
    expect(titles).toEqual(['Ensimmäinen', 'Toinen', 'Kolmas', 'Neljäs']);
  },
);

describe('where it will be', () => {
  test('--base-url goes before archive.url', async () => {
    const workspace = archiveWorkspace();
    await runArchive(workspace, { argv: ['--base-url', 'https://kirjeet.example.org/a/'] });
    expect(workspace.read(PAGE)).toContain('<link rel="canonical" href="https://kirjeet.example.org/a/tammikuu/">');
    expect(workspace.read('dist/archive/feeds/fi/atom.xml')).not.toContain('arkisto.example.fi');
    expect(workspace.read('dist/archive/404.html')).toContain('href="/a/assets/selkea.css"');
  });

  test('without an address there are pages, and no feeds', async () => {
    const workspace = archiveWorkspace({ 'newsletter.yaml': CONFIG });
    expect(await runArchive(workspace)).toMatchObject({ exitCode: 0, problems: [{ code: 'archive-without-url' }] });
    expect(workspace.read(PAGE)).not.toMatch(/canonical|og:|atom/);
    expect([...filesOf(workspace).keys()].filter((name) => name.endsWith('.xml'))).toEqual([]);
  });

  test.each([
    'arkisto.example.fi',
    'ftp://example.fi',
    'https://example.fi/?a=b',
    'https://example.fi/#a',
    'javascript:alert(1)',
  ])('%s is no address', async (address) => {
    const workspace = archiveWorkspace();
    expect((await runProgram(workspace.folder, ['archive', '--base-url', address])).exitCode).toBe(2);
    expect(workspace.has('dist/archive')).toBe(false);
  });
});

describe('as it was sent', () => {
  test.each([
    ['2022-01-26T10:00:00Z', '2022-01-26', '2022-01-25'],
    ['2022-12-31T22:30:00Z', '2023-01-01', '2022-12-31'],
    ['2024-02-28T22:30:00Z', '2024-02-29', '2024-02-28'],
  ])(
    'an issue sent at %s and edited later is reported until it names a correction of %s; in each language',
    async (now, day, before) => {
      const clock = clockAt(now);
      const receiver = await startReceiver();
      const workspace = archiveWorkspace({
        'newsletter.yaml': ARCHIVE_CONFIG.replace('https://arkisto.example.fi', 'http://127.0.0.1:1'),
        'issues/tammikuu.sv.md': VARIANT,
        'subscribers/jarjestot.csv': listOf(2).replace(/,fi\n$/, ',sv\n'),
      });
      const sent = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], {
        env: { NEWSLETTER_SMTP_URL: receiver.url },
        clock,
      });
      expect(sent.exitCode, sent.stderr).toBe(0);
      const codes = async (): Promise<string[]> =>
        (await runArchive(workspace, { now })).problems.map(({ code, file }) => `${code} ${file}`);
      expect(await codes()).toEqual([]);
      workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää tekstiä.', 'Muuta.'));
      workspace.write('issues/tammikuu.sv.md', VARIANT.replace('Mera.', 'Annat.'));
      const differences = ['sent-differs issues/tammikuu.md', 'sent-differs issues/tammikuu.sv.md'];
      expect(await codes()).toEqual(differences);
      const check = await runProgram(workspace.folder, ['check', 'tammikuu'], { clock });
      expect(check.exitCode).toBe(0);
      expect(check.stdout.match(/sent-differs/g)).toHaveLength(2);
      const corrected = (on: string): string =>
        issueWith(`corrections: [{ ${on}: Päivä oli väärin. }]`).replace('Lisää tekstiä.', 'Muuta.');
      workspace.write('issues/tammikuu.md', corrected(before));
      expect(await codes()).toEqual(differences);
      workspace.write('issues/tammikuu.md', corrected(day));
      expect(await codes()).toEqual(differences.slice(1));
      expect(workspace.read(PAGE)).toContain('Päivä oli väärin.');
    },
  );
});

describe('check', () => {
  test('finds what is wrong with articles too, all of them or one by its path', async () => {
    const workspace = archiveWorkspace({
      'articles/uutinen.md': ARTICLE.replace('Paljon.', '[Lue koko juttu](article:toine)'),
      'articles/toinen.md': ARTICLE,
      'articles/toinen.sv.md': '---\ntitle: Nyhet\nlists: [jarjestot]\n---\n\n![](kuva.png)\n',
    });
    const all = await runProgram(workspace.folder, ['check']);
    expect(all.exitCode).toBe(1);
    expect(all.stdout).toMatch(/articles\/uutinen\.md:11:\d+: error: .*article:toinen.*\[page-not-found\]/);
    expect(all.stdout).toMatch(/articles\/toinen\.sv\.md:3: error: .*\[front-matter-unknown-key\]/);
    expect(all.stdout).toContain('1 issue and 2 articles checked: 4 errors, 0 warnings.');
    const one = await runProgram(workspace.folder, ['check', 'articles/uutinen.md', '--json']);
    expect(JSON.parse(one.stdout)).toMatchObject({
      data: { issues: [], articles: [{ slug: 'uutinen', errors: 1, warnings: 0 }] },
    });
  });
});
