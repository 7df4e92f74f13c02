import { expect, test } from 'vitest';
import { type FileOf, inlineFiles } from '../../../src/preview/hand-on/inline-files.ts';

const FILES: Readonly<Record<string, ReturnType<FileOf>>> = {
  'tyyli.css': { content: 'p{color:red} /* </style><script>alert(1)</script> */', type: 'text/css' },
  '/files/x/kuva.png?language=fi&theme=selkea': { content: new Uint8Array([1, 2, 255]), type: 'image/png' },
  'kuva.svg': { content: '<svg/>', type: 'image/svg+xml' },
};
const fileOf: FileOf = (address) => (Object.hasOwn(FILES, address) ? FILES[address] : undefined);
const inline = (html: string): string => inlineFiles(html, fileOf);

test('an image becomes part of the page', () => {
  expect(inline('<img alt="a" src="/files/x/kuva.png?language=fi&amp;theme=selkea">')).toBe(
    '<img alt="a" src="data:image/png;base64,AQL/">',
  );
  expect(inline('<img src="kuva.svg">')).toBe(`<img src="data:image/svg+xml;base64,${btoa('<svg/>')}">`);
});

test('other sizes of an image are left out', () => {
  expect(inline('<img srcset="kuva.png 2x" src="kuva.svg" alt="">')).toMatch(/^<img src="data:[^"]*" alt="">$/);
});

test('a style sheet becomes part of the page, and cannot end before its end', () => {
  const page = inline('<head><link rel="stylesheet" href="tyyli.css"></head>');
  expect(page).toMatch(/^<head><style>p\{color:red\}/);
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  expect(page).not.toContain('</script>');
});

test('what cannot be found stays', () => {
  for (const html of [
    '<img src="muu.png">',
    '<link rel="stylesheet" href="muu.css">',
    '<img src="https://www.example.fi/a.png">',
    '<img src="constructor">',
  ]) {
    expect(inline(html)).toBe(html);
  }
});

test('a policy of the page itself, icons and other addresses of it are left out', () => {
  const head = [
    '<meta http-equiv="Content-Security-Policy" content="img-src \'self\'">',
    '<link rel="icon" href="kuva.svg">',
    '<link rel="canonical" href="https://www.example.fi/">',
    '<link rel="alternate" type="application/rss+xml" href="a.xml">',
  ];
  expect(inline(`<head>${head.join('\n')}\n<title>a</title>`)).toBe('<head><title>a</title>');
});
