// The least that makes an e-mail of Markdown: what bench/composing.mjs holds `newsletter build` against. No checks, no templates, no cache.
// node bench/minimal-mjml.mjs <folder for the HTML> <Markdown file>...
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { marked } from 'marked';
import mjml2html from 'mjml';

const [folder, ...files] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const file of files) {
  const body = readFileSync(file, 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');
  const sections = body
    .split(/^(?=## )/m)
    .map(
      (markdown) =>
        `<mj-section><mj-column><mj-text>${marked.parse(markdown, { async: false })}</mj-text></mj-column></mj-section>`,
    );
  const { html } = await mjml2html(`<mjml><mj-body>${sections.join('\n')}</mj-body></mjml>`);
  writeFileSync(join(folder, `${basename(file, '.md')}.html`), html);
}
