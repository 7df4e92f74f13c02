// Runs after tsc: bundles build/cli/real-world.js and what it imports from node_modules/ into build/bundle/, and what runs in
// browsers into build/browser/: the archive's search, and the pages of the preview.
// Why, and what is left out: docs/decisions/0007-bundle.md
import { readFileSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'build', 'bundle');
const unfinished = join(root, 'build', 'bundle-unfinished');

/** Native code, what only sending loads, and what finds programs beside its own file. */
const LEFT_OUTSIDE = /^(libsql|sharp|nodemailer|smtp-server|open)(\/|$)/;

/** What mjml and gray-matter load and this program never reaches: minifying, beautifying, fetching what HTML refers to, another YAML. */
const STOOD_IN_FOR = /^(htmlnano|cssnano-preset-lite|js-beautify|web-resource-inliner|js-yaml)$/;

/** What begins the name of a module that throws when it is called, and of one that throws when it is loaded, as if it were missing. */
const STAND_IN = '\0stand-in:';
const ABSENT = '\0absent:';

const standIns = {
  name: 'stand-ins',
  resolveId(id, importer = '') {
    // Handlebars does without it, and is quicker.
    if (id === 'source-map') return `${ABSENT}${id}`;
    if (STOOD_IN_FOR.test(id)) return `${STAND_IN}${id}`;
    // The same cheerio without its second parser, for HTML as browsers read it; mjml and juice ask for the first.
    if (id === 'cheerio' && /[\\/]node_modules[\\/](mjml-core|juice)[\\/]/.test(importer))
      return createRequire(importer).resolve('cheerio/slim');
    return null;
  },
  load(id) {
    const mark = [STAND_IN, ABSENT].find((each) => id.startsWith(each));
    if (!mark) return null;
    const message = `${id.slice(mark.length)} was reached for, and is not in the bundle: see scripts/bundle.mjs`;
    const fail = `const fail = () => { throw new Error(${JSON.stringify(message)}); };`;
    if (mark === ABSENT) return `${fail}\nfail();`;
    return `${fail}
module.exports = new Proxy(fail, { get: (_, key) => (key === '__esModule' ? undefined : fail) });`;
  },
};

/** Takes the bundle away before anything else: none is better than one of an older program. */
export async function bundle() {
  for (const each of [folder, unfinished]) rmSync(each, { recursive: true, force: true });
  const { rolldown } = await import('rolldown');
  const program = await rolldown({
    input: { newsletter: join(root, 'build', 'cli', 'real-world.js') },
    platform: 'node',
    external: LEFT_OUTSIDE,
    plugins: [standIns],
    checks: { eval: false }, // gray-matter's, for front matter in JavaScript, which is refused before it
  });
  try {
    const { output } = await program.write({ dir: unfinished, format: 'esm', comments: { jsdoc: false } });
    writeFileSync(join(unfinished, 'LICENSES.txt'), licensesOf(output.flatMap(({ moduleIds }) => moduleIds)));
    renameSync(unfinished, folder);
  } finally {
    await program.close();
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** The one script of the archive's pages runs from a file as well, where a module would not. */
const BROWSER = {
  'search.js': { input: 'search/browser/search-page.ts', format: 'iife' },
  'preview.js': { input: 'preview/browser/preview-page.ts', format: 'esm' },
};

export async function bundleForBrowsers() {
  for (const [name, { input, format }] of Object.entries(BROWSER)) await bundleScript(name, input, format);
}

async function bundleScript(name, input, format) {
  const { rolldown } = await import('rolldown');
  const script = await rolldown({
    input: join(root, 'src', input),
    platform: 'browser',
  });
  const { output } = await script.write({
    dir: join(root, 'build', 'browser'),
    format,
    minify: true,
    entryFileNames: name,
  });
  await script.close();
  const licenses = licensesOf(output.flatMap(({ moduleIds }) => moduleIds)).replaceAll('*/', '* /');
  const file = join(root, 'build', 'browser', name);
  if (licenses.trim() !== '') writeFileSync(file, `/*\n${licenses}*/\n${readFileSync(file, 'utf8')}`);
}

/** What each package in the bundle says about its licence; the same text once for all copies of a version. */
function licensesOf(moduleIds) {
  const folders = moduleIds.flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []);
  const texts = [...new Set(folders)].map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    const files = readdirSync(path).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
    const said = files.map((file) => readFileSync(join(path, file), 'utf8').trim());
    return [`${name} ${version} (${license})`, ...said].join('\n\n');
  });
  return `${[...new Set(texts)].toSorted().join(`\n\n${'='.repeat(80)}\n\n`)}\n`;
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await bundle();
  await bundleForBrowsers();
}
