import { describe, expect, test } from 'vitest';
import { type JsonProblem, jsonLines, problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, makeWorkspace } from '../support/workspace.ts';

const LIST_FILE = 'subscribers/jarjestot.csv';
const ISSUE_FILE = 'issues/tammikuu.md';

async function checked(files: Readonly<Record<string, string | Uint8Array>>): Promise<JsonProblem[]> {
  return problemsOf(await runProgram(makeWorkspace(files).folder, ['check', 'tammikuu', '--json']), 'check');
}

function checkedList(list: string | Uint8Array): Promise<JsonProblem[]> {
  return checked({ [LIST_FILE]: list });
}

const zip = (...names: readonly string[]): Buffer =>
  Buffer.from(`PK\u0003\u0004\u0014\u0000\u0006äöäå${names.join('\u0000')}`, 'latin1');
const ole = (name: string): Buffer =>
  Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.from(name, 'utf16le')]);

describe('a list that is no text', () => {
  test.each([
    ['.xlsx', zip('[Content_Types].xml'), 'excel'],
    ['.xlsx with its sheets', zip('[Content_Types].xml', 'xl/workbook.xml'), 'excel'],
    ['.ods', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), 'spreadsheet'],
    ['.numbers', zip('Index/Document.iwa'), 'spreadsheet'],
    ['.docx', zip('[Content_Types].xml', 'word/document.xml'), 'word'],
    ['.xls', ole('Workbook'), 'excel'],
    ['.doc', ole('WordDocument'), 'word'],
    ['PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1'), 'pdf'],
    ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0]), 'binary'],
  ])('is told as what it is: %s', async (_, bytes, kind) => {
    const found = await checkedList(bytes);
    expect(found).toEqual([expect.objectContaining({ code: 'file-not-text', file: LIST_FILE, details: { kind, isList: true } })]);
    expect(found[0]!.message).not.toContain('Latin-1');
  });

  test('says how to save it, also where its name is that of a workbook', async () => {
    const config = CONFIG.replace(LIST_FILE, 'subscribers/jarjestot.xlsx');
    const found = await checked({ 'newsletter.yaml': config, 'subscribers/jarjestot.xlsx': zip('xl/workbook.xml') });
    expect(found.map(({ message }) => message)).toEqual([
      'This is an Excel workbook, not a CSV file. In Excel: "Save As", "CSV UTF-8".',
    ]);
  });

  test('in Latin-1 or UTF-16 is still told as that, with the way out for a list', async () => {
    for (const bytes of [
      Buffer.from('email,name\na@example.org,Pöytä\n', 'latin1'),
      Buffer.from('email\na@example.org\n', 'utf16le'),
    ])
      expect(await checkedList(bytes)).toEqual([
        expect.objectContaining({ code: 'file-encoding', message: expect.stringContaining('CSV UTF-8') as string }),
      ]);
  });
});

test.each([
  ['Word', zip('[Content_Types].xml', 'word/document.xml'), 'This is a Word document, not a text file.'],
  [
    'LibreOffice',
    zip('mimetypeapplication/vnd.oasis.opendocument.text'),
    'This is a document of a word processor, not a text file.',
  ],
  ['RTF', '{\\rtf1\\ansi Hei}', 'This is an RTF document, not a text file.'],
])('an issue that is a document of %s is told as that', async (_, bytes, says) => {
  const [found, ...others] = await checked({ [ISSUE_FILE]: bytes });
  expect(others).toEqual([]);
  expect(found).toMatchObject({ code: 'file-not-text', file: ISSUE_FILE });
  expect(found!.message).toContain(says);
});

describe('a first line that names the separator', () => {
  test.each([
    ['sep=;\r\n', 'email;organisation;name\r\na@example.org;Talvi ry;Aino, Esa\r\n'],
    ['\ufeffsep=,\n', 'email,organisation,name\na@example.org,Talvi ry,Aino\n'],
    ['SEP=\t\n', 'email\torganisation\tname\na@example.org\tTalvi, ry; x\tAino\n'],
    ['sep=|\n', 'email|organisation|name\na@example.org|Talvi ry|Aino\n'],
    ['"sep=;"\n', 'email;organisation;name\na@example.org;"Talvi ""ry""";Aino\n'],
    ['sep=;;;\n', 'email;organisation;name\na@example.org;Talvi ry;Aino\n'],
  ])('%j is skipped', async (line, rest) => {
    expect(await checkedList(line + rest)).toEqual([]);
  });

  test('counts as a line', async () => {
    const found = await checkedList('sep=;\nemail;organisation\na@example.org;A\nnobody;B\n');
    expect(found).toEqual([expect.objectContaining({ code: 'list-address', line: 4 })]);
    const broken = await checkedList('sep=;\nemail;organisation\na@example.org;A\nb@example.org;"B "x" y"\n');
    expect(broken).toEqual([expect.objectContaining({ code: 'list-syntax', line: 4 })]);
  });

  test('is no line of a list whose first column is so called', async () => {
    const found = await checkedList('sep,email,organisation\n1,a@example.org,A\n');
    expect(found).toEqual([]);
  });
});

describe('an absolute path of a list', () => {
  test('is read by check and send, and its changes are seen', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    workspace.write('newsletter.yaml', CONFIG.replace(LIST_FILE, workspace.path(LIST_FILE)));
    const run = await runProgram(workspace.folder, ['check', 'tammikuu', '--json']);
    expect(problemsOf(run, 'check')).toEqual([]);
    const sent = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json'], {
      env: { NEWSLETTER_SMTP_URL: receiver.url },
    });
    expect(jsonLines(sent).at(-1)).toMatchObject({ counts: { accepted: 5 } });
  });

  test('that is not there is told as it was written', async () => {
    for (const path of ['/nowhere/orgs.csv', 'C:\\lists\\orgs.csv']) {
      const found = await checked({ 'newsletter.yaml': CONFIG.replace(LIST_FILE, `${path}, outside: true`) });
      expect(found.map(({ message }) => message)).toEqual([`${path} cannot be read: there is no such file or folder (ENOENT).`]);
    }
  });
});

describe('a cell that is the error of a spreadsheet', () => {
  test.each(['#N/A', '#REF!', '#DIV/0!', '#PUUTTUU!', '#NIMI?', '#TYHJÄ!', '#SAKNAS!', '#VÄRDEFEL!', 'Err:502'])(
    '%s is an error',
    async (cell) => {
      expect(await checkedList(`email,organisation,muu\na@example.org,A,x\nb@example.org,${cell},y\n`)).toEqual([
        expect.objectContaining({
          code: 'list-cell-error',
          line: 3,
          severity: 'error',
          details: { column: 'organisation', value: cell },
        }),
      ]);
    },
  );

  test('is told once where it stands for the address, and counted where there are many', async () => {
    expect((await checkedList('email,organisation\n#N/A,A\nb@example.org,B\n')).map(({ code }) => code)).toEqual([
      'list-cell-error',
    ]);
    const rows = Array.from({ length: 230 }, (_, index) => `a${index}@example.org,#N/A`).join('\n');
    const found = await checkedList(`email,organisation\n${rows}\n`);
    expect(found).toHaveLength(201);
    expect(found.at(-1)).toMatchObject({ code: 'list-more', details: { code: 'list-cell-error', count: 30 } });
  });

  test.each(['#jarvi', '#1', 'C#', 'N/A', 'Katso #N/A', '#Järvi!', 'Err: x', '#'])('%s is none', async (cell) => {
    expect(await checkedList(`email,organisation\na@example.org,${cell}\n`)).toEqual([]);
  });
});

test('a letter that is lost in a list is an error, in a header too', async () => {
  const found = await checkedList('email,organisation,j\ufffdsen\na@example.org,J\ufffdrvi,1\n');
  expect(found.map(({ code, line }) => [code, line])).toEqual([
    ['list-letter-lost', 1],
    ['list-letter-lost', 2],
  ]);
});

describe('text that was saved in another encoding', () => {
  test('is one warning for a list, with the first word and how many more cells', async () => {
    const list = 'email,organisation,jÃ¤sen\na@example.org,CafÃ© Talvi,1\nb@example.org,Töölö,1\nc@example.org,TÃ¶Ã¶lÃ¶,1\n';
    expect(await checkedList(list)).toEqual([
      expect.objectContaining({
        code: 'text-mojibake',
        severity: 'warning',
        line: 1,
        message:
          '"jÃ¤sen" was probably "jäsen": UTF-8 text was opened in another encoding and saved. Correct it here and in 2 other cells.',
      }),
    ]);
  });

  test.each([
    ['the text', 'Lisää tekstiä.', 'Itâ€™s JÃ¤rvi, here.', 17, 'Itâ€™s', 'It’s'],
    ['a heading', '## 2. Toinen', '## 2. PÃ„IVÃ„', 15, 'PÃ„IVÃ„', 'PÄIVÄ'],
    ['the front matter', 'summary: Lyhyesti.', 'summary: Lyhyesti â€“ ja hyvin.', 6, 'â€“', '–'],
  ])('is found in %s of an issue', async (_, from, to, line, written, meant) => {
    expect(await checked({ [ISSUE_FILE]: ISSUE.replace(from, to) })).toEqual([
      expect.objectContaining({ code: 'text-mojibake', line, details: { written, meant, unit: 'line', others: 0 } }),
    ]);
  });

  test.each(['SÃO PAULO', 'MAÇÃ', '”SÄÄ”', 'VIÅ–', 'Â', 'â', 'NGÂN', 'CÔTE D’AZUR', 'TYÖ…'])(
    '%s is left alone',
    async (words) => {
      expect(await checked({ [ISSUE_FILE]: ISSUE.replace('Lisää tekstiä.', `Teksti ${words} teksti.`) })).toEqual([]);
      expect(await checkedList(`email,organisation\na@example.org,${words}\n`)).toEqual([]);
    },
  );
});
