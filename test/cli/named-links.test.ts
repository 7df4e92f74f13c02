import { expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { CONFIG, ISSUE, makeWorkspace } from '../support/workspace.ts';

const ARTICLE = '---\ntitle: Uutinen\ndate: 2022-01-26\n---\n\nTekstiä.\n';
const BOXES = `::: contacts
- Aino Esimerkki, [toimisto](article:uutinen), [ohjelma](ohjelma.pdf)
:::

::: event
title: Tapahtuma
when: 25.2.2022 klo 15
signup: article:uutinen
:::

::: event
title: Toinen
when: 26.2.2022 klo 15
signup: ohjelma.pdf
:::`;

/** Where each link of an HTML leads, shortened to the kinds that this is about. */
function targets(html: string): string[] {
  const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href!);
  return hrefs.filter((href) => /uutinen|ohjelma/.test(href)).map((href) => href.replace(/-[\da-f]{8}\.pdf/, '.pdf'));
}

test('a contact and an event lead to a page and to a file of the archive, in mail, as text and on the web', async () => {
  const workspace = makeWorkspace({
    'newsletter.yaml': `${CONFIG}archive: { url: https://uutiskirjeet.example.fi }\n`,
    'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', BOXES),
    'issues/tammikuu/ohjelma.pdf': '%PDF-1.4\n%%EOF\n',
    'articles/uutinen.md': ARTICLE,
  });
  const runs = [await runProgram(workspace.folder, ['build']), await runProgram(workspace.folder, ['archive'])];
  expect(runs.map(({ stderr }) => stderr)).toEqual(['', '']);

  const site = 'https://uutiskirjeet.example.fi';
  const mail = workspace.read('dist/tammikuu/email.html');
  expect(targets(mail)).toEqual([
    `${site}/articles/uutinen/`,
    'images/ohjelma.pdf',
    `${site}/articles/uutinen/`,
    'images/ohjelma.pdf',
  ]);
  const text = workspace.read('dist/tammikuu/email.txt').replace(/\s+/g, ' ');
  expect(text).toContain(`toimisto (${site}/articles/uutinen/), ohjelma (PDF, 0,1 kt) (${site}/tammikuu/ohjelma-`);
  expect(text).toContain(`Ilmoittaudu mukaan: ${site}/articles/uutinen/`);
  expect(text).toContain(`Ilmoittaudu mukaan: ${site}/tammikuu/ohjelma-`);
  const page = workspace.read('dist/archive/tammikuu/index.html');
  expect(targets(page)).toEqual([
    '../articles/uutinen/index.html',
    '../tammikuu/ohjelma.pdf',
    '../articles/uutinen/index.html',
    '../tammikuu/ohjelma.pdf',
  ]);
});
