import {
  explain,
  formatBytes,
  formatDay,
  formatLanguage,
  formatNumber,
  formatSeconds,
  formatTime,
  formatWeekday,
  listCounts,
  listSome,
  namesIn,
} from './format.ts';
import type {
  DkimKeyFault,
  FileKind,
  LargeSection,
  Leftover,
  LinkFault,
  ListLoss,
  NoPage,
  TlsFault,
  YamlFault,
  YamlFaultKind,
} from '../problem/problem-details.ts';
import type { Counts } from '../ledger/recipient.ts';
import type { LeftOutReason, SummaryWords, Untried, Words } from './words.ts';

const LOCALE = 'en-GB';

/** "Did you mean …?" where something near is known. */
function meant(nearest: string | null, known: readonly string[] = []): string {
  if (nearest !== null) return ` Did you mean "${nearest}"?`;
  return known.length > 0 ? ` Known: ${listSome(known, 12)}.` : '';
}

function recipients(count: number): string {
  return count === 1 ? '1 recipient' : `${formatNumber(count, LOCALE)} recipients`;
}

/** Why an issue has no page in the archive, and what would give it one. */
function noPage({ missing, lists }: NoPage, instead: string): string {
  if (missing === 'archive.url') return `newsletter.yaml has no archive.url. Give one, or ${instead}.`;
  const [one, ...more] = lists;
  return more.length === 0
    ? `The list ${one} is not public, so ${instead}. Or, to publish all issues of the list, write archive: public under lists.${one} in newsletter.yaml.`
    : `The lists ${lists.join(', ')} are not public, so ${instead}. Or, to publish all their issues, write archive: public under each of them in newsletter.yaml.`;
}

function opensOn(day: string): string {
  return `The issue is dated ${day}, and newsletter archive publishes it only from that day on. Send it then, or change the date.`;
}

function whyLeftOut(left: LeftOutReason): string {
  switch (left.reason) {
    case 'draft':
      return 'a draft';
    case 'later':
      return `dated ${left.date}`;
    case 'list-private':
      return left.lists.length === 1
        ? `the list ${left.lists[0]} is not public`
        : `the lists ${left.lists.join(', ')} are not public`;
    case 'list-unknown':
      return `newsletter.yaml has no list ${left.lists.join(', ')}`;
    case 'list-none':
      return 'it names no list';
    case 'errors':
      return 'it has errors';
  }
}

/** After a number of pages. */
const LEFT_OUT: Readonly<Record<LeftOutReason['reason'], string>> = {
  draft: 'in draft',
  later: 'dated ahead',
  'list-private': 'for a list that is not public',
  'list-unknown': 'for a list that newsletter.yaml does not have',
  'list-none': 'without a list',
  errors: 'with errors',
};

function plural(count: number, one: string, many: string): string {
  return `${formatNumber(count, LOCALE)} ${count === 1 ? one : many}`;
}

/** The name of a language. */
function tongue(code: string): string {
  return formatLanguage(code, LOCALE);
}

const EXPECTED: Readonly<Record<string, string>> = {
  'email-address': 'one e-mail address, such as newsletter@example.org',
  'web-address': 'an address that begins with https://, without spaces and brackets, of at most 2,000 characters',
  'header-address': 'an address that begins with https://, without spaces and brackets, of at most 200 characters',
  'folder-address': 'an address that begins with https://, without spaces, brackets, ? and #, of at most 200 characters',
  'sending-address': 'an e-mail address whose domain has at most 200 characters',
  'unsubscribe-url': 'an address that begins with https:// and has no ? and no #',
  'verp-address': 'an address with at most 47 characters before the @, since a token is put there',
  'header-text': 'plain text: no {{hole}}, no HTML such as &amp;, no Re: or Fwd: at its start',
  'smtp-url': 'smtp://user@host:587 or smtps://user@host:465',
  duration: 'a time such as 30s, 2min or 1h',
  rate: 'a rate such as 30/min or 10/s',
  date: 'a date written 2022-01-26',
  timezone: 'a time zone such as Europe/Helsinki',
  domain: 'a domain such as example.org',
  selector: 'letters, digits and hyphens, with dots between parts, such as newsletter2026, and no longer than the DNS takes',
  'other-selector': 'another name than in dkim.selector: each key has a record of its own',
  colour: 'a colour such as #1c2833',
  length: 'a length such as 600px',
  fonts: 'names of fonts parted by commas, without ; { } < >',
  corrections: 'a list of days and what was put right on them, such as - 2022-01-03: The forum is on 25 January',
  'list-names': 'names of lists in brackets, such as [jarjestot]',
  'visible-text': 'text that can be seen',
  text: 'text',
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  object: 'a group of keys',
  array: 'a list in brackets',
};

/** What is wrong with a line of YAML, and what to write. */
const YAML_FAULTS: Readonly<Record<YamlFaultKind, (fault: YamlFault) => string>> = {
  tab: () => 'The line begins with a tab, which YAML does not allow. Write spaces instead.',
  indent: ({ suggestion }) =>
    `The line does not begin at the same place as the lines around it. Correct the spaces before it.${write(suggestion)}`,
  'no-space': ({ key, suggestion }) => `The colon after "${key}" needs a space after it.${write(suggestion)}`,
  'no-colon': ({ key, suggestion }) =>
    suggestion === ''
      ? `This line has no key with a colon: "${key}". If it belongs to the line above, begin it with two spaces.`
      : `This line has no colon and space after its key.${write(suggestion)}`,
  'key-twice': ({ key, firstLine }) => `The key "${key}" is already on line ${firstLine}. Delete one of the two lines.`,
  invisible: ({ mark, suggestion }) =>
    `The line has an invisible character (${mark}) before its value or its key. Delete it and type an ordinary space.${write(suggestion)}`,
  colon: ({ key, suggestion }) => `The colon in "${key}" ends its value for YAML. Put the value in quotes.${write(suggestion)}`,
  mark: ({ mark, suggestion }) =>
    `The character ${mark} has a special meaning in YAML at the start of a value. Put the value in quotes.${write(suggestion)}`,
  'quote-inside': ({ mark, suggestion }) =>
    `The value is in quotes, and the ${mark} inside it ends it. Use other quotes around the value.${write(suggestion)}`,
  'quote-ended': ({ mark, suggestion }) =>
    `The value goes on after the ${mark} that ends it. Put the whole value in quotes.${write(suggestion)}`,
  'quote-open': ({ mark, suggestion }) =>
    `The value begins with ${mark}, and no ${mark} closes it. Close the quotes.${write(suggestion)}`,
  backslash: ({ suggestion }) =>
    `A backslash begins a special character inside double quotes. Use single quotes around the value.${write(suggestion)}`,
  'bracket-open': ({ mark, suggestion }) =>
    `The bracket ${mark} is not closed. If it begins a text, put the text in quotes. If not, close it.${write(suggestion)}`,
  'list-names': ({ suggestion }) => `The names of lists go in brackets.${write(suggestion)}`,
  other: ({ reason }) => `The line is not YAML: ${reason}.`,
};

function write(suggestion: string): string {
  return suggestion === '' ? '' : ` Write: ${suggestion}`;
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program is using it',
  EADDRNOTAVAIL: 'this computer has no such address',
  ENOENT: 'there is no such file or folder',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk may only be read',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a file is in the way of a folder',
  EEXIST: 'something is in the way',
  ELINK: 'is a link, and newsletter follows no link in a workspace',
  ENOTREG: 'it is no ordinary file',
  EFBIG: 'it is too large',
  ELOOP: 'its links lead in a circle',
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'no such name is known',
  EAI_AGAIN: 'names cannot be looked up; is the network there?',
  ETIMEDOUT: 'no answer in time',
  ECONNRESET: 'the connection was broken off',
  ENETUNREACH: 'the network is not there',
  SQLITE_FULL: 'the disk is full',
  SQLITE_READONLY: 'the disk or the file may only be read',
  SQLITE_IOERR: 'the disk cannot be read or written',
  SQLITE_CANTOPEN: 'the file cannot be opened',
  ENODATA: 'there is nothing in it',
  EILSEQ: 'it is not text in UTF-8',
  EHOSTUNREACH: 'no way leads there',
};

const DENSE = {
  lines: 'Lines without an empty one between them',
  characters: 'Characters in one paragraph',
  marks: 'Marks such as * _ [ < in one paragraph',
  word: 'Characters in one word',
  spaces: 'Spaces in a row',
  cells: 'Cells in one row of a table',
  headings: 'Headings in the issue',
  fences: 'Lines with ::: in the issue',
  comments: 'Comments in the issue',
  holes: 'Holes in the issue',
};

const LEFTOVERS: Readonly<Record<Leftover, string>> = {
  link: 'It looks like a link or an image, but the address or a bracket is wrong. Write a space in an address as %20.',
  reference: 'No line below says where it leads. Write the address in round brackets behind it: [words](https://…).',
  'spaced-link': 'There must be no space between the words and the address: [words](https://…).',
  'reversed-link': 'The brackets are the wrong way round. Write [words](https://…).',
  definition: 'An address for a link needs an empty line above it.',
  footnote: 'No line says what the note is. Write one, such as [^1]: The source is the city.',
  emphasis: 'The asterisks or underscores mark nothing here. Put the spaces and the punctuation outside them: **Note:** text.',
  strike: 'The tildes strike nothing out. Close them directly behind the last word: ~~words~~.',
  highlight: 'There is no such mark here. Use **bold**, or take the marks away.',
  table: 'A table needs a line such as |---|---| below its first row, with as many columns.',
  attribute: 'Attributes in curly brackets have no meaning here. Take them away.',
  'merge-field': 'This is a field of another program. Write {{column}}, with the name of a column of the list.',
  template: 'This is an instruction for another program. Write the text itself.',
  'wiki-link': 'This is a link or an image of another program. Write [words](https://…) or ![what it shows](picture.png).',
  callout: 'This is a mark of another program. Use a ::: note block.',
  shortcode: 'This is an instruction for another program. Take it away.',
  'code-cut':
    'Two single backticks make code of all that is between them, and cut the links there. Take them away, or write \\`.',
  backtick: 'A single backtick marks nothing. Add the one that closes the code, or write an apostrophe.',
  entity: 'This stands for a character, but is written wrongly. Write the character itself.',
  plain: 'Only words stand here. Take the marks away.',
  emoji: 'Write the character itself, such as 🎉, if you want a picture here.',
};

const LINK_FAULTS: Readonly<Record<LinkFault, string>> = {
  'scheme-twice': 'its beginning (https://) is written twice',
  slashes: 'there must be two slashes after https:, and none after mailto: or tel:',
  brackets: 'there are brackets around the address',
  separator: 'several addresses need a comma between them',
};

const LOGO_REASONS = {
  missing: 'it is not there',
  outside: 'it lies outside the workspace',
  unsupported: 'it is no PNG, JPEG or GIF',
  damaged: 'its file is damaged or ends too early, so save or fetch it again',
  large: 'it is too large',
};

const TLS_FAULTS: Readonly<Record<TlsFault, (reason: string) => string>> = {
  'self-signed': () =>
    'the server vouches for itself (a self-signed certificate), so it may be anyone. If it is an internal server, get its certificate from its keeper and name it in smtp.caFile.',
  'unknown-authority': () =>
    'nobody whom this machine trusts vouches for the server. If it is an internal server, get the certificate of its authority from its keeper and name it in smtp.caFile.',
  expired: () => "the server's certificate has expired. Its keeper must renew it; look at this machine's clock too.",
  'not-yet-valid': () => "the server's certificate is not valid yet. Look at this machine's clock.",
  'other-name': (reason) =>
    `the server's certificate is for another name${namesIn(reason)}. Is the name in smtp.url right? Otherwise its keeper must mend it.`,
  'no-tls': (reason) =>
    `it offers no TLS (STARTTLS), or refused it (${reason}), so anyone on the way could read mail and password. Is the port right? An internal server without TLS needs smtp.tls: off.`,
  'old-tls': () => 'it knows only versions of TLS that are not safe any more. Its keeper must bring it up to date.',
  other: (reason) => `${reason}. Is the port right? smtps:// is for 465, smtp:// for 587.`,
};

const DKIM_KEY_FAULTS: Readonly<Record<DkimKeyFault, (bits: number) => string>> = {
  'no-key': () => 'it holds no private key in PEM, text that begins with -----BEGIN PRIVATE KEY-----.',
  encrypted: () => 'the key is encrypted, and nobody is there to type its passphrase when mail goes out. Save it without one.',
  'not-rsa': () => 'an RSA key is wanted here, and it is of another kind. An Ed25519 key is named in dkim.ed25519.keyFile.',
  'not-ed25519': () => 'an Ed25519 key is wanted here, and it is of another kind. An RSA key is named in dkim.keyFile.',
  length: (bits) =>
    `it is an RSA key of ${bits} bits, and receivers count on 2048 to 4096. Make a new one: newsletter dkim-key --selector <another name>`,
};

/** How a message gets smaller. */
function shorten(sections: readonly LargeSection[], hasPage: boolean): string {
  const largest = sections.map(({ number, title, size }) => `${number}. ${title} (${formatBytes(size, LOCALE)})`);
  const where = largest.length === 0 ? '' : ` The largest sections: ${largest.join(', ')}.`;
  const how = hasPage
    ? 'Put <!-- more --> into long sections: what follows it is on the web page only. Or shorten the text.'
    : 'Shorten the text.';
  return `${how}${where}`;
}
const FILE_KINDS: Readonly<Record<FileKind, string>> = {
  excel: 'an Excel workbook',
  spreadsheet: 'a workbook of a spreadsheet program',
  word: 'a Word document',
  document: 'a document of a word processor',
  pdf: 'a PDF file',
  rtf: 'an RTF document',
  binary: 'a file of another kind',
};

const LIST_LOSSES: Readonly<Record<ListLoss, (list: string, file: string, reason: string) => string>> = {
  unreadable: (list, file, reason) => `The list "${list}" cannot be read: ${file}: ${why(reason)}.`,
  broken: (list, file, reason) => `The list "${list}" (${file}) has errors, such as ${reason}, and is not used.`,
  unknown: (list) => `newsletter.yaml has no list "${list}" any more.`,
  unnamed: (list) => `This send began with the list "${list}", and the issue no longer names it.`,
};

function why(reason: string): string {
  return explain(reason, REASONS);
}

function expectation(expected: string): string {
  return EXPECTED[expected] ?? expected;
}

export const en: Words = {
  severity: { error: 'error', warning: 'warning' },

  addressFaults: {
    empty: 'it is empty',
    'no-at': 'it has no @',
    several: 'there is more than one address in it',
    space: 'there is a space in it',
    characters: 'it has a character that no address may have',
    'local-part': 'what stands before the @ is not allowed',
    domain: 'what stands behind the @ is no domain',
    'too-long': 'it is too long',
  },

  usage: {
    'unknown-command': (name) => (name === '' ? 'A command is needed.' : `There is no command "${name}".`),
    'unknown-option': (name) => `There is no option "${name}" here.`,
    'missing-argument': (name) => `The command needs <${name}>.`,
    'missing-value': (name) => `The option "${name}" needs a value.`,
    'excess-arguments': () => 'There are more arguments than this command takes.',
    'invalid-value': (name, value) => `"${value}" is nothing that ${name} takes.`,
    conflict: (name, other) => `${name} and ${other} do not go together.`,
  },

  problems: {
    usage: ({ fault, name, nearest, value, command }) =>
      `${en.usage[fault](name, value)}${meant(nearest)} See newsletter ${command}--help.`,
    internal: ({ reason }) =>
      `This is a bug in newsletter: ${reason}. Run it again with NEWSLETTER_DEBUG=1 and report what it prints.`,

    'config-missing': ({ folder }) =>
      `There is no newsletter.yaml in ${folder}. Go to the workspace's folder, or name it with -C.`,
    'config-syntax': (fault) => YAML_FAULTS[fault.fault](fault),
    'config-unknown-key': ({ key, nearest }) => `"${key}" is no key of newsletter.yaml.${meant(nearest)}`,
    'config-required': ({ key }) => `"${key}" is missing. Add it to newsletter.yaml.`,
    'config-value': ({ key, expected, value }) => `"${key}" is "${value}", but it must be ${expectation(expected)}.`,
    'unsubscribe-url-long': ({ length, limit }) =>
      `With its token the unsubscribe link has ${length} characters; over ${limit} some mail programs do not offer it. Use a shorter unsubscribe.url.`,
    'smtp-password-in-url': ({ key }) =>
      `There is a password in "${key}", where others can read it. Take it out and give it by NEWSLETTER_SMTP_PASSWORD, smtp.passwordFile or smtp.passwordCommand.`,
    'smtp-password-missing': ({ user }) =>
      `The server is to be logged in to as "${user}", but no password is given. Set NEWSLETTER_SMTP_PASSWORD, smtp.passwordFile or smtp.passwordCommand.`,
    'smtp-password-unreadable': ({ from, reason }) => `The password could not be had from ${from}: ${why(reason)}.`,
    'ca-file-unusable': ({ file }) =>
      `${file} (smtp.caFile) holds no certificates that can be read. It must be a PEM file: text that begins with -----BEGIN CERTIFICATE-----.`,
    'smtp-password-open': ({ file }) =>
      `Others on this machine can read the password in ${file}. Keep it for yourself: chmod 600 ${file}`,
    'smtp-not-configured': () =>
      'Mail was really sent from this workspace before, but no SMTP server is configured now. Set smtp.url or NEWSLETTER_SMTP_URL, or rehearse with --outbox.',
    'dkim-domain': ({ domain, from }) =>
      `Messages would be signed for ${domain}, but they come from ${from}, and receivers give such a signature no weight. dkim.domain must be ${from}, or a domain above or below it.`,
    'dkim-key-unreadable': ({ file, reason }) =>
      `The DKIM key ${file} cannot be read: ${why(reason)}. Where there is none yet, newsletter dkim-key makes it.`,
    'rehearsal-unsigned': ({ file }) =>
      `This rehearsal is not signed: the DKIM key ${file} cannot be used on this computer. A real send would be refused.`,
    'dkim-key-open': ({ file }) =>
      `Others on this machine can read the DKIM key ${file}, and could sign mail as you. Keep it for yourself: chmod 600 ${file}`,
    'dkim-key-unusable': ({ file, fault, bits }) => `${file} cannot be used as a DKIM key: ${DKIM_KEY_FAULTS[fault](bits)}`,
    'env-line': ({ name, fault }) => {
      if (fault === 'unclosed')
        return `The quote after ${name}= is not closed. Close it, or put the value in quotes of another kind.`;
      if (fault === 'after-quote')
        return `Something follows the closing quote after ${name}=. Put the value in quotes that do not occur in it: ' or " or \`.`;
      return `This line names ${name} but cannot be read. Write ${name}=value, or begin the line with # to leave it out.`;
    },
    'env-unknown': ({ name, nearest }) => `newsletter does not know the variable ${name}, so it has no effect.${meant(nearest)}`,

    'file-unreadable': ({ file, reason }) => `${file} cannot be read: ${why(reason)}.`,
    'file-unwritable': ({ file, reason }) => `${file} cannot be written: ${why(reason)}.`,
    'file-encoding': ({ encoding, isList }) => {
      const how = isList ? 'In Excel: "Save As", "CSV UTF-8".' : 'In the editor: "Save with Encoding", UTF-8.';
      if (encoding === 'utf-16') return `The file is in UTF-16. Save it as UTF-8. ${how}`;
      return `The file is not in UTF-8, probably in Latin-1; its å, ä and ö would be lost. Save it as UTF-8. ${how}`;
    },
    'file-not-text': ({ kind, isList }) => {
      const what = `This is ${FILE_KINDS[kind]}, not a ${isList ? 'CSV' : 'text'} file.`;
      if (!isList) return `${what} Save it as plain text in UTF-8.`;
      return kind === 'excel' ? `${what} In Excel: "Save As", "CSV UTF-8".` : `${what} Save the list as CSV in UTF-8.`;
    },
    'text-mojibake': ({ written, meant: word, unit, others }) => {
      const what = word === null ? `"${written}" looks garbled` : `"${written}" was probably "${word}"`;
      const more = others === 0 ? '' : ` and in ${plural(others, `other ${unit}`, `other ${unit}s`)}`;
      return `${what}: UTF-8 text was opened in another encoding and saved. Correct it here${more}.`;
    },
    'issue-not-found': ({ name, nearest, known }) =>
      `There is no issue "${name}".${meant(nearest, known)} Issues are the .md files in issues/.`,
    'issue-none': ({ folder }) => `There is no issue in ${folder}. Write one as a .md file there.`,
    'issue-slug': ({ slug, name, fault, suggestion, taken }) => {
      if (fault === 'letters') {
        const why = `"${slug}" cannot be the name of an issue or an article: it may have small letters a–z, digits and hyphens.`;
        return `${why} Rename the file to ${suggestion}.md${taken === null ? '' : ` (${taken}.md is taken)`}.`;
      }
      const part = fault === 'ending' ? 'ending .md' : 'language';
      const rule = `The ${part} in a file name is written in small letters, unlike in ${name}.`;
      if (taken === null) return `${rule} Rename the file to ${suggestion}.md.`;
      return `${rule} But ${taken}.md is taken. Delete one of the two files, or rename this one to ${suggestion}.md.`;
    },

    'front-matter-missing': () =>
      'The issue has no front matter. Begin the file with a line ---, then title:, date: and lists:, then a line ---.',
    'front-matter-unclosed': () => 'The front matter is not closed. Put a line --- behind its last key.',
    'front-matter-language': ({ language }) =>
      `Front matter in "${language}" is refused and was not run. Write --- alone on the first line, and YAML below it.`,
    'front-matter-syntax': (fault) => YAML_FAULTS[fault.fault](fault),
    'front-matter-quotes': ({ key, suggestion }) =>
      `The value of "${key}" begins with a bracket, so YAML reads it as a list or as keys. Put it in quotes: ${suggestion}`,
    'front-matter-blank': ({ key }) =>
      `The key "${key}" is there, but its value has nothing that a reader can see. Write the value, or delete the line.`,
    'front-matter-colon': ({ key, suggestion }) =>
      `The colon in "${key}" ends its value for YAML. Put it in quotes: ${suggestion}`,
    'front-matter-cut': ({ key, value, suggestion }) =>
      value === ''
        ? `"${key}" is empty, because YAML reads text after # as a comment. Put the value in quotes: ${suggestion}`
        : `"${key}" ends at "${value}", since YAML takes # behind a space for a comment. Put it in quotes: ${suggestion}`,
    'front-matter-unknown-key': ({ key, nearest }) => `"${key}" is no key of the front matter.${meant(nearest)}`,
    'front-matter-required': ({ key, example }) => `The front matter needs "${key}". Write for example: ${example}`,
    'front-matter-value': ({ key, expected, value }) => `"${key}" is "${value}", but it must be ${expectation(expected)}.`,
    'date-impossible': ({ value }) => `There is no such day or hour: ${value}. Write one of the calendar and the clock.`,
    'variant-language': ({ language, own, known, suggestion, taken }) => {
      if (language === own)
        return `This variant is in the language of the issue itself (${own}). Delete it, or give it the ending of another language: ${known.join(', ')}.`;
      const none = `Newsletters can be in ${known.join(', ')}, and "${language}" is none of them.`;
      if (taken !== null) return `${none} The name that it should have, ${taken}, is taken. Delete one of the two files.`;
      return `${none} Rename the file${suggestion === null ? '' : ` to ${suggestion}`}.`;
    },
    'variant-alone': ({ file, nearest }) =>
      `${file} is a text in another language of an issue or article that is not there, and nothing is made of it.${meant(nearest)}`,
    'variant-unread': ({ language }) =>
      `Nobody on the lists gets this variant: no row has ${language} in the column "language". Check the languages of the lists.`,
    'language-without-variant': ({ language, count, own, variant }) =>
      `${plural(count, 'reader wants', 'readers want')} ${tongue(language)} (${language}) and ${count === 1 ? 'gets' : 'get'} ${tongue(own)}: ${variant === null ? 'newsletters can be in fi, sv and en only' : `there is no ${variant}`}.`,
    'variant-differs': ({ key, written, expected }) =>
      key === 'lang'
        ? `A variant's language stands in the name of its file: it is ${expected}, and not ${written}. Delete the line.`
        : `A variant has the ${key} of its issue${expected === '' ? '' : ` (${expected})`}, so it cannot have another (${written}). Delete the line.`,
    'subject-too-long': ({ length, limit }) =>
      `The subject has ${length} characters; mail programs cut it, and over ${limit} it is refused. Give a shorter subject: in the front matter.`,

    'subject-form': ({ found }) =>
      `"${found}" in the subject looks like a trick or a mistake, and mail providers count it against the sender. Take it out.`,

    'issue-too-large': ({ size, limit }) =>
      `The issue has ${formatNumber(size, LOCALE)} characters; over ${formatNumber(limit, LOCALE)} it is not read. Is it the right file?`,
    'line-too-long': ({ length, limit }) =>
      `This line has ${formatNumber(length, LOCALE)} characters; over ${formatNumber(limit, LOCALE)} it is not read. Break it into paragraphs.`,
    'nesting-too-deep': ({ quotations, lists }) =>
      `Quotations stand in each other deeper than ${quotations} levels here, or lists deeper than ${lists}. Is something wrong with the indentation?`,
    'text-too-dense': ({ what, count, limit }) =>
      `${DENSE[what]}: ${formatNumber(count, LOCALE)}, and over ${formatNumber(limit, LOCALE)} it is not read. Is something else than a newsletter pasted in here?`,
    'section-too-many': ({ count, limit }) =>
      `The issue has ${formatNumber(count, LOCALE)} sections; over ${limit} it is not read. Use ### for headings within a section.`,

    'title-month': ({ key, written, date }) =>
      `The ${key} says "${written}", but the issue is dated ${formatDay(date, LOCALE)}. Was it left from an earlier issue? Correct one of them.`,
    'subject-used': ({ slug, date }) =>
      `The issue "${slug}" of ${formatDay(date, LOCALE)} has the same subject. Readers may take this one for that one. Give it another subject.`,
    'section-copied': ({ number, slug, earlier }) =>
      `Section ${number} is word for word section ${earlier} of "${slug}". Was it left from that issue? Rewrite or delete it.`,
    'issue-copied': ({ slug }) => `All sections are word for word those of "${slug}". Was this issue copied and not rewritten?`,

    'section-none': () => 'The issue has no sections. Begin each with a line such as: ## 1. Heading',
    'variant-sections': ({ language, missing, extra }) =>
      `The sections are not those of the issue: ${[
        ...(missing.length > 0 ? [`${listSome(missing)} missing`] : []),
        ...(extra.length > 0 ? [`${listSome(extra)} only here`] : []),
      ].join(', ')}. Readers of "${language}" would get another newsletter; give both the same sections.`,
    'section-number-repeated': ({ number, firstLine }) =>
      `Section number ${number} stands on line ${firstLine} already. Give this section the next number.`,
    'section-number-gap': ({ missing, found }) =>
      `${missing.length === 1 ? `Section ${missing[0]} is` : `Sections ${listSome(missing)} are`} missing before section ${found}. Number the sections without a gap, or leave all numbers out.`,
    'section-number-order': ({ number, after }) =>
      `Section ${number} comes after section ${after}. Put the sections in order, or number them anew.`,
    'heading-too-high': ({ title }) =>
      `"${title}" is a heading of the title's rank. Write ## for a section and ### for a heading within one.`,
    'heading-attribute': ({ attribute }) =>
      `${attribute} is not understood behind a heading. Write {contents="Short name"} or {contents=no}.`,
    'heading-link': ({ title }) =>
      `The link in the title "${title}" is left out: a title is words only, here and in the contents list. Put the link into the text below it.`,
    'heading-skipped': ({ title, level, expected }) =>
      `"${title}" is a heading of level ${level} where level ${expected} comes next; it is shown as that. Write ${'#'.repeat(expected)} before it.`,
    'more-misplaced': ({ where }) =>
      where === 'again'
        ? 'This section has <!-- more --> already. Delete one of them.'
        : where === 'introduction'
          ? 'The introduction is in the e-mail as a whole; <!-- more --> has no effect in it. Move it into a section.'
          : '<!-- more --> parts a section, so it must stand on a line of its own outside lists, quotations and blocks.',
    'more-without-archive': (missing) =>
      `The text after <!-- more --> is on the web page only, and this issue has no page. ${noPage(missing, 'delete the mark')}`,

    'markdown-leftover': ({ text, form }) => `Readers would see "${text}" as it is written. ${LEFTOVERS[form]}`,
    'markdown-doubtful': ({ text, form }) => `Readers see "${text}" as it is written. ${LEFTOVERS[form]}`,
    'setext-heading': ({ title, isSection }) =>
      isSection
        ? `"${title}" became a section because of the line below it. Write ## before a heading, or put an empty line above the line.`
        : `"${title}" looks like a sentence, so it is no heading, and the line below it is a divider. Put an empty line between them. For a heading write ##.`,
    'footnote-unused': ({ label, isAgain }) =>
      isAgain
        ? `The note [^${label}] is written twice, and only the first is shown. Give this one another name.`
        : `No text has the mark [^${label}], so its note is not shown. Write the mark, or delete the note.`,
    'code-unclosed': ({ fence }) =>
      `The code that begins here is not closed, so all below it would be shown as code. Put a line ${fence} below the code.`,
    'text-damaged': () => 'The character \ufffd is here in place of a letter that was lost. Type the word anew.',
    'list-numbers': ({ written, first }) =>
      `A list would count on from ${first}, and not as written (${listSome(written)}). If these are days or years, write them so that the line does not begin with the number; a backslash before the dot helps: ${first}\\.`,
    'table-cells': ({ cells, columns }) =>
      `This row has ${cells} cells, and the table ${columns} columns; the rest would be left out. Give the head a column more, or write \\| for a bar within a cell.`,
    'definition-unused': ({ written }) =>
      `"${written}" is read as the address of a link that is not used, so it is not shown. Put a backslash before the bracket: \\[`,
    'heading-space': ({ written }) =>
      `"${written}" is no heading without a space behind the # marks, and would be shown as it is. Put one there.`,
    'raw-html': ({ tag, words }) =>
      `The HTML tag <${tag}> is left out${words === '' ? '' : `, and its words too: "${words}"`}. Mail programs do not show HTML of your own well. Write it as Markdown.`,
    'directive-unknown': ({ name, nearest, known }) => `There is no block "::: ${name}".${meant(nearest, known)}`,
    'directive-stray': () => 'This ::: opens or closes nothing. Delete the line, or name the block behind it, as in ::: event',
    'directive-unclosed': ({ name }) => `The block "::: ${name}" is not closed. Put a line ::: behind it.`,
    'directive-line': ({ name, line, keys }) =>
      `In "::: ${name}" the line "${line}" is not "key: text". Keys: ${keys.join(', ')}.`,
    'directive-key-unknown': ({ name, key, nearest }) => `"${key}" is no key of "::: ${name}".${meant(nearest)}`,
    'directive-key-missing': ({ name, key }) => `The block "::: ${name}" needs a line "${key}: …".`,
    'directive-argument': ({ name, argument }) =>
      `"::: ${name}" stands alone on its line; "${argument}" has no place there. Write it inside the block.`,
    'directive-empty': ({ name }) => `The block "::: ${name}" is empty. Fill it, or delete it.`,
    'button-content': () =>
      'A button is one link and nothing else. Write it as [What happens](https://…) and put other text outside the block.',
    'channels-line': ({ line }) =>
      `"${line}" is neither a channel nor hashtags. Write Name: [@handle](https://…), or #hashtag words on a line of their own.`,
    'contact-unreachable': ({ name }) =>
      `There is no e-mail address or telephone number behind "${name}", so nobody can ask. Write one behind a comma.`,
    'control-character': ({ codePoint }) =>
      `There is an invisible control character (${codePoint}) here, probably pasted in. Delete it and type the words anew.`,

    'date-unreadable': ({ written }) =>
      `"${written}" is not understood as a date: it is shown as it is, and nothing can be checked of it. Understood are ti 25.1.2022 klo 15–17, 12.–18.1.2022, 25 January 2022, 3–5 pm and 2022-01-25 15:00; a remark may follow in brackets.`,
    'date-far': ({ written, day }) =>
      `"${written}" is understood as ${formatWeekday(day, LOCALE)}, nearly a year ahead. If another year is meant, write it.`,
    'date-weekday': ({ written, day }) =>
      `"${written}" has the wrong weekday or the wrong date: that day is a ${formatWeekday(day, LOCALE)}. Mend whichever is wrong.`,
    'date-backwards': ({ written }) => `"${written}" ends before it begins. Mend the dates or times.`,
    'date-clock-change': ({ day, time, timezone }) =>
      `There is no ${time} on ${day} in ${timezone}: the clocks are put forward then. Write another time.`,
    'event-past': ({ title, day, date }) => `"${title}" (${day}) is over before the issue's date, ${date}. Is the year right?`,
    'event-deadline': ({ title, deadline }) => `The deadline of "${title}", ${deadline}, is after the event. Is it right?`,
    'event-id-taken': ({ id }) =>
      `Another event of this issue is called "${id}" already, by its id or its title. Give this one another id, and keep it.`,
    'event-id': ({ id, suggestion }) =>
      `"${id}" cannot be an event's id: it may have small letters a–z, digits and hyphens. Write id: ${suggestion}`,

    'link-placeholder': ({ target, text }) =>
      text === ''
        ? `A link leads nowhere yet (${target === '' ? 'empty' : target}). Put its address there.`
        : `The link "${text}" leads nowhere yet (${target === '' ? 'empty' : target}). Put its address there.`,
    'link-other-place': ({ says, leads, target }) =>
      `Readers see "${says}", but the link leads to ${leads} (${target}). That looks like a fraud. Make both the same, or use words.`,
    'link-mistyped': ({ target, text, fault, suggestion }) =>
      `The link "${text}" has a mistyped address (${target}): ${LINK_FAULTS[fault]}.${suggestion === null ? ' Write the whole address.' : ` Write ${suggestion}`}`,
    'link-empty': ({ target }) => `The link to ${target} has no words, so nobody can see it. Write them in the brackets.`,
    'link-forbidden': ({ target, scheme, suggestion }) =>
      `The link ${target} is refused: "${scheme}:" is not allowed. Allowed are https, http, mailto and tel, and article: or issue: before a name.${suggestion === null ? '' : ` Did you mean ${suggestion}?`}`,
    'link-relative': ({ target, suggestion }) =>
      suggestion === null
        ? `The link ${target} has no https:// before it, so it leads nowhere from an e-mail. Write the whole address.`
        : `The link ${target} is no whole address, so it leads nowhere from an e-mail. Did you mean ${suggestion}?`,
    'link-anchor-unknown': ({ target, nearest }) =>
      target.startsWith('#')
        ? `No heading has the anchor ${target}.${meant(nearest)}`
        : `The page that ${target} leads to has no such heading, in the language that readers of this one are shown.${meant(nearest)}`,
    'page-not-found': ({ target, kind, name, nearest }) =>
      `The link ${target} leads nowhere: ${kind === 'issue' ? 'issues' : 'articles'}/${name}.md is not there.${meant(nearest && `${kind}:${nearest}`)}`,
    'page-not-public': ({ target, reason, date }) =>
      reason === 'errors'
        ? `The link ${target} leads to a page that is not published for the errors in it. Mend it, or take the link out.`
        : reason === 'draft'
          ? `The link ${target} leads to a draft, which the archive does not publish. Take draft: true out of it, or the link out of here.`
          : reason === 'private'
            ? `The link ${target} leads to an issue that the archive does not publish: not every list of it is public. Take the link out.`
            : reason === 'unlisted'
              ? `The link ${target} leads to an unlisted page, and no public page may link to it. Take the link out, or unlisted: true out of that page.`
              : `The link ${target} leads to a page that is published on ${date} only, later than this one. Change one of the dates, or take the link out.`,
    'page-without-archive': ({ target }) =>
      `The link ${target} leads to a page of the web archive, and newsletter.yaml has no archive.url. Give one, or write a whole address.`,
    'link-too-long': ({ target, length, limit }) =>
      `The link ${target.slice(0, 60)}… has ${length} characters; over ${formatNumber(limit, LOCALE)} some mail programs cut it. Use a shorter one.`,
    'link-vague': ({ text }) =>
      `"${text}" does not say where the link leads, and who hears it alone cannot know. Name what is there: [Read more about the campaign](…).`,
    'image-alt-missing': ({ target }) =>
      `The image ${target} has no words for those who do not see it. Write them in the brackets: ![What it shows](${target})`,
    'image-not-found': ({ folder, name, nearest }) =>
      `There is no image ${name} in ${folder}/.${meant(nearest) || ' Put the file there.'}`,
    'image-path': ({ target, kind, folder, name }) => {
      if (kind === 'data')
        return `The image is written into the text as data (${target}), which many mail programs do not show. Save it as a file in ${folder}/, and write its name.`;
      const what =
        kind === 'computer'
          ? `The image ${target} is a path on this computer, which readers do not have.`
          : `The image ${target} is known only to the program that it was copied from.`;
      return `${what} Put the file into ${folder}/ and write ${name ?? 'its name'}.`;
    },
    'image-outside': ({ target, folder }) => `The image ${target} lies outside ${folder}/. Put it into that folder.`,
    'image-remote': ({ target, folder }) =>
      `The image ${target} is on the web, where it may change or vanish. Put the file into ${folder}/ and name it here.`,
    'image-damaged': ({ target, damage }) => {
      const what = {
        empty: `The file of the image ${target} is empty.`,
        cut: `The file of the image ${target} ends too early, so a part of the image is missing.`,
        unreadable: `The file of the image ${target} is damaged and cannot be read.`,
      };
      return `${what[damage]} Save the image again, or fetch it again.`;
    },
    'image-unsupported': ({ target, type }) =>
      `The image ${target} is ${type === '' ? 'no image that can be read' : type.toUpperCase()}; every mail program shows PNG, JPEG and GIF and nothing else. Save it as one of them.`,
    'image-too-large': ({ target, unit, size, limit }) => {
      const [has, most] = [size, limit].map((value) =>
        unit === 'bytes' ? formatBytes(value, LOCALE) : `${formatNumber(value, LOCALE)} pixels`,
      );
      return `The image ${target} has ${has}; over ${most} it keeps readers waiting. Save it smaller: a photograph as JPEG, about 1,200 pixels wide.`;
    },
    'images-without-archive': () =>
      'images: linked needs a web address where images are published, and there is no archive.url. Give one, or write images: embedded.',
    'file-not-found': ({ folder, name, nearest }) =>
      `There is no file ${name} in ${folder}/.${meant(nearest) || ' Put the file there.'}`,
    'file-outside': ({ target, folder }) => `The file ${target} lies outside ${folder}/. Put it into that folder.`,
    'file-too-large': ({ target, size, limit }) =>
      `The file ${target} has ${formatBytes(size, LOCALE)}; over ${formatBytes(limit, LOCALE)} it is not published. Make it smaller.`,
    'file-without-archive': ({ target, ...missing }) =>
      `The file ${target} is fetched from the web archive, and this issue has no page there. ${noPage(missing, 'link to where the file is on the web')}`,
    'logo-unusable': ({ file, reason }) =>
      `The logo ${file} cannot be used: ${LOGO_REASONS[reason]}. Name a PNG, JPEG or GIF in the workspace in organisation.logo.`,

    'preview-cannot-listen': ({ host, port, reason }) =>
      `The preview cannot listen on ${host}, port ${port}: ${why(reason)}. Choose another port with --port, or leave it out: then the first free one is taken.`,
    'archive-locked': ({ pid, host }) =>
      `Another run of newsletter archive is at work (process ${pid} on ${host}). Wait until it has ended, and run it again if need be.`,
    'archive-name-taken': ({ slug }) =>
      `The archive has a page of its own at ${slug}/, so nothing else can be called that. Rename the file.`,
    'archive-without-url': () =>
      'newsletter.yaml has no archive.url, so feeds, the sitemap and permanent addresses are left out. Give it, or name the address with --base-url.',
    'archive-page-missing': ({ address, reason, isShown, opens }) =>
      `The mail ${isShown ? 'shows' : 'links to'} ${address}, which does not answer (${why(reason)}). ${opens === null ? 'Run newsletter archive and publish dist/archive/ before you send.' : opensOn(opens)}`,
    'archive-page-refused': ({ address, reason, opens }) =>
      `The mail links to ${address}, which does not answer (${why(reason)}), and archive.missing: refuse stops the send. ${opens === null ? 'Run newsletter archive, publish dist/archive/, and send again.' : opensOn(opens)}`,
    'issue-draft': () =>
      'This is a draft (draft: true). It is not mailed, and the archive does not publish it. Delete the line when it is ready.',
    'archive-image-missing': ({ address, reason, opens }) =>
      `The mail shows the image ${address}, which does not answer (${why(reason)}). Readers would see an empty frame. ${opens === null ? 'Run newsletter archive, publish dist/archive/, and send again.' : opensOn(opens)}`,
    'page-dated-ahead': ({ date }) =>
      `The page is dated ahead, ${date}. It stays in the archive, because it is out already or was mailed. To take it down, write draft: true.`,
    'send-draft': () =>
      'The issue is a draft (draft: true), so it is not mailed to anyone. Delete the line when it is ready. A test copy works: --test',
    'sent-differs': ({ since }) =>
      `The text is not the one that was mailed on ${since}, and readers of the mail are not told. Say what was put right in the front matter: corrections: [{ ${since}: … }]`,
    'hole-public': ({ name }) =>
      `On the web page nobody fills {{${name}}}, and "…" stands in its place. Give a default for it: {{${name}|…}}`,

    'hole-malformed': ({ text }) =>
      `${text} is no hole. Write {{column}} or {{column|default}}, or put it between backticks to show it as it is.`,
    'hole-unknown': ({ name, nearest, columns }) =>
      `No list of this issue has a column "${name}".${meant(nearest, columns)} Mend the name, or give a default: {{${name}|…}}`,
    'hole-fallback-only': ({ name, nearest }) =>
      `No list of this issue has a column "${name}", so everyone gets its default.${meant(nearest)}`,
    'hole-empty': ({ name, address, others }) =>
      `The column "${name}" is empty for ${address}${others > 0 ? ` and ${plural(others, 'other row', 'other rows')}` : ''}. Fill it, or give a default: {{${name}|…}}`,
    'hole-link': ({ name, value, address }) =>
      `"${value}" in the column "${name}" of ${address} is to be a link, but is none. Write the whole address with https://.`,

    'list-outside': ({ list, file }) =>
      `The list "${list}" is not read: ${file} lies outside this folder, or behind a link. If that is meant, write outside: true for the list in newsletter.yaml.`,
    'list-unknown': ({ list, nearest, known }) => `There is no list "${list}" in newsletter.yaml.${meant(nearest, known)}`,
    'list-empty': ({ list }) => `The list "${list}" has no rows. Add at least one address below the header.`,
    'list-syntax': ({ reason }) => `The list cannot be read as CSV: ${reason}. Look at the quotes on this line.`,
    'list-no-email-column': ({ columns, candidate }) =>
      candidate === null
        ? `The list has no column "email" (it has: ${listSome(columns, 12)}). The first line must name the columns.`
        : `The list has no column "email". Is it "${candidate}"? Rename that column to email.`,
    'list-duplicate-header': ({ header }) => `The list has two columns "${header}". Rename or delete one of them.`,
    'list-reserved-header': ({ header }) => `A column cannot be called "${header}". Rename it.`,
    'list-header-ambiguous': ({ standard, read, others }) =>
      `More than one column can be "${standard}". "${read}" is read as it; not read: ${listSome(others)}. Rename or delete the others.`,
    'list-language-column': ({ column, example }) =>
      `The column "${column}" seems to hold languages ("${example}"), but nobody gets them. Rename it to "language".`,
    'list-columns': ({ expected, found }) =>
      `The row has ${plural(found, 'cell', 'cells')}, the header ${expected}. Put a cell that has the separator in it in quotes.`,
    'list-address': ({ address, reason }) =>
      `"${address}" is no e-mail address: ${en.addressFaults[reason]}. Mend it, or delete the row.`,
    'list-address-not-ascii': ({ address }) =>
      `${address} has letters before the @ that not every server takes. Where ours does not, it is skipped and reported.`,
    'list-control-character': ({ column }) =>
      `There is an invisible control character in the column "${column}". Type the cell anew.`,
    'list-cell-error': ({ column, value }) =>
      `The cell in the column "${column}" is ${value}, the error of a spreadsheet's formula. Correct the formula, or type the value, and save the list again.`,
    'list-letter-lost': ({ column, value }) => `A letter is lost in the column "${column}": "${value}". Type the cell anew.`,
    'list-language': ({ language, address, others, own }) =>
      `"${language}" (${address}${others > 0 ? ` and ${others} more` : ''}) is not one language that newsletter knows. It is read as ${tongue(own)}, the issue's own. Write fi, sv or en.`,
    'list-duplicate-address': ({ address, first }) =>
      `${address} stands at ${first} already; it gets one copy, made from that row.`,
    'list-more': ({ code, count }) =>
      `The list has the same problem (${code}) ${count} more ${count === 1 ? 'time' : 'times'}; only the first ones are told.`,

    'list-lost': ({ list, file, loss, reason, left }) =>
      `${LIST_LOSSES[loss](list, file, reason)} Nobody counts as having left it or come to it.${
        left > 0 ? ` All recipients who are left (${formatNumber(left, LOCALE)}) are mailed all the same.` : ''
      }`,

    'theme-unknown': ({ theme, nearest, known }) => `There is no theme "${theme}" in templates/.${meant(nearest, known)}`,
    'theme-syntax': ({ reason }) => `The theme cannot be used: ${reason}`,
    'theme-outside': ({ file }) => `${file} leads out of the theme's folder. Put the file itself there.`,
    'theme-token-missing': ({ token }) => `The theme has no ${token}. Add it; docs/themes.md lists the tokens.`,
    'theme-token-unknown': ({ token, nearest }) => `A theme has no token ${token}.${meant(nearest)}`,
    'theme-token-value': ({ token, value, expected }) => `${token} is "${value}", but must be ${expectation(expected)}.`,
    'theme-loses-text': ({ words }) =>
      `The theme leaves out words of the issue: ${listSome(words, 8)}. Is a tag such as </mj-text> missing in one of its files?`,
    'theme-without-unsubscribe': ({ part }) =>
      `The theme's ${part === 'html' ? 'e-mail' : 'text part'} has no {{unsubscribe.link}}, and nobody could leave the list. Put it into the footer.`,
    'theme-forbidden': ({ found }) =>
      `The theme brings ${found} into the e-mail, which may run something, or fetch something that tells of the reader. Take it out.`,
    'theme-contrast': ({ scheme, foreground, background, ratio, needed }) =>
      `In ${scheme} mode ${foreground} on ${background} has a contrast of ${formatNumber(ratio, LOCALE)} : 1, and ${formatNumber(needed, LOCALE)} : 1 is needed to be read by everyone. Make one darker or the other lighter.`,

    'html-large': ({ size, limit, sections, hasPage }) =>
      `The HTML of the e-mail is ${formatBytes(size, LOCALE)}. Over ${formatBytes(limit, LOCALE)} it is refused, since Gmail cuts it off. ${shorten(sections, hasPage)}`,
    'html-too-large': ({ size, limit, sections, hasPage }) =>
      `The HTML of the e-mail is ${formatBytes(size, LOCALE)}, and the limit is ${formatBytes(limit, LOCALE)}. Gmail would cut it off, and the unsubscribe link with it. ${shorten(sections, hasPage)}`,
    'message-heavy': ({ size, limit, images }) =>
      `The message is ${formatBytes(size, LOCALE)} with its ${images} images. Phones load it slowly, and over ${formatBytes(limit, LOCALE)} it is refused. Use fewer or smaller images, or images: linked.`,
    'message-too-heavy': ({ size, limit, images }) =>
      `The message is ${formatBytes(size, LOCALE)} with its ${images} images, and the limit is ${formatBytes(limit, LOCALE)}. Many servers refuse larger ones. Use fewer or smaller images, or images: linked.`,

    'send-refused': ({ errors }) =>
      `Nothing was sent: ${plural(errors, 'error', 'errors')} must be fixed first. newsletter check shows them again.`,
    'test-address': ({ address, reason }) => `"${address}" cannot get a test: ${en.addressFaults[reason]}.`,
    'test-suppressed': ({ address, reason, since, timezone }) =>
      `${address} must not be mailed, not even a test: ${reason} (${formatTime(since, LOCALE, timezone)}). To lift it: newsletter subscribers unsuppress ${address}`,
    'address-invalid': ({ address, reason }) => `"${address}" is no e-mail address: ${en.addressFaults[reason]}.`,
    'only-unknown': ({ address, nearest }) => `${address} is not among the recipients of this issue.${meant(nearest)}`,
    'only-not-due': ({ address, state }) => `${address} is not mailed now, since it is ${en.states[state]}.`,
    'to-unknown': ({ slug, nearest, known }) =>
      `"${slug}" was never sent from this workspace, so nobody had it.${meant(nearest, known)}`,
    'to-nobody': ({ slug, states }) =>
      `Nobody of "${slug}" is ${states.map((state) => en.states[state]).join(' or ')}. See newsletter status ${slug}`,
    'audience-changed': ({ frozen, asked }) =>
      `This send was begun for ${frozen === 'lists' ? 'the lists of the issue' : frozen} and cannot go to ${asked === 'lists' ? 'its lists' : asked} now. Give the issue another file name.`,
    'suppress-unlisted': ({ address, nearest }) => `${address} is on no list. It is suppressed all the same.${meant(nearest)}`,
    'status-csv-of-one': () => 'A report as CSV is of one issue. Name it: newsletter status 2022-01-jarjestot --csv report.csv',
    'at-invalid': ({ value }) =>
      `"${value}" is no time. Write 09:00 for today, or "2022-01-26 09:00"; the time zone is that of newsletter.yaml.`,
    'at-past': ({ time }) =>
      `${time} is more than an hour past, and nothing was sent. Give a later time, with its date, or leave --at out to send now.`,
    'issue-dated-ahead': ({ date, days, hasPage }) =>
      `The issue is dated ${formatDay(date, LOCALE)}, ${plural(days, 'day', 'days')} after the day on which it is mailed.${
        hasPage ? ' Its web page is published on that day only, so links to it lead nowhere until then.' : ''
      } Change the date, or send it later with --at.`,
    'confirmation-needed': ({ count }) =>
      `Nothing was sent: ${recipients(count)} must be confirmed, and there is no terminal to ask at. Add --confirm ${count}.`,
    'confirmation-wrong': ({ given, count }) => `Nothing was sent: "${given}" is not the number of recipients, ${count}.`,
    'confirmation-declined': ({ count }) => `Nothing was sent to the ${recipients(count)}. Start again when you are ready.`,
    'send-locked': ({ pid, host, since, timezone }) =>
      `This issue is being sent already, by process ${pid} on ${host} since ${formatTime(since, LOCALE, timezone)}. Wait for it, or stop it by Ctrl-C in its window there.`,
    'workspace-gone': ({ folder }) =>
      `The workspace is no longer at ${folder}: it was moved, renamed or deleted. Nothing was sent. Run send again in its new place.`,
    'workspace-moved': ({ folder, state }) =>
      `The workspace is no longer at ${folder}: it was moved, renamed or deleted during this run. No report was written. ${
        state === ''
          ? 'Nobody was mailed by this rehearsal.'
          : `The ledger moved along with it and knows who was mailed. The record beside the issue is from an earlier moment, and its copy stays in ${state}. Run newsletter send in the new place: it brings the records up to date and mails nobody twice. If the ledger was deleted, bring it back from a backup first.`
      }`,
    'ledger-missing': ({ trace }) =>
      `Mail was sent from this workspace (${trace} says so), but its ledger is gone, so nobody knows who got it. Bring .newsletter/ back from a backup or from the machine that sent. Only if everyone may be mailed again: --new-ledger.`,
    'ledger-other': ({ trace }) =>
      `${trace} says that another ledger sent this issue, so this one does not know who got it. Send from where that ledger is, or bring it here. Only if everyone may be mailed again: --new-ledger.`,
    'ledger-older': ({ trace, traced, found }) =>
      `The ledger is an older copy (run ${found}, but ${trace} knows of run ${traced}), so it does not know everyone who got this issue. Bring the newest one back. Only if some may be mailed again: --new-ledger.`,
    'ledger-damaged': ({ file, reason }) =>
      `The ledger ${file} is damaged (${reason}). Nothing was sent. Bring it back from a backup.`,
    'ledger-foreign': ({ file }) =>
      `${file} is not a ledger of newsletter. Nothing was sent. Look at "ledger:" in newsletter.yaml.`,
    'ledger-newer': ({ file, version }) =>
      `The ledger ${file} was written by a newer newsletter (version ${version}). Update this one.`,
    'ledger-changed': ({ file }) =>
      `The ledger ${file} has come back since this send was planned without it. Nothing was sent. Run send again: it goes by what the ledger knows.`,
    'ledger-on-network': ({ file, kind }) =>
      `The ledger ${file} would lie on a network drive (${kind}), where nothing keeps two machines from sending at once or a write from getting lost. Set "ledger:" in newsletter.yaml to a path on this machine's own disk, such as ledger: /var/lib/newsletter/ledger.db`,
    'suppressions-lost': () =>
      'The old ledger cannot be read, and the suppressions were in it: whoever asked not to be mailed is not known any more. Bring a backup, or suppress them anew.',
    'ledger-write-failed': ({ reason }) =>
      `The ledger could not be written (${why(reason)}), so nothing more was sent. Make room on the disk, then run send again: it goes on where it stopped.`,
    'trace-unreadable': ({ reason }) =>
      `This file says what was sent, but cannot be read: ${why(reason)}. Bring it back from version control.`,
    'trace-copy-broken': ({ reason, original }) =>
      `This copy of the record of sent mail is broken: ${why(reason)}. Copy ${original} over it. If that file is missing too, bring both back from a backup.`,
    'trace-inaccessible': ({ file, reason, isState }) =>
      `${file} cannot be read: ${why(reason)}. It may record mail that was sent. ${
        isState
          ? 'Give yourself the right to read it, or set XDG_STATE_HOME to a folder of your own.'
          : 'Give yourself the right to read it.'
      }`,
    'trace-unwritable': ({ file, reason }) =>
      `Nothing was sent: ${file}, which guards against mailing everyone twice, cannot be written (${why(reason)}).`,
    'trace-copy-unwritable': ({ file, reason }) =>
      `The second copy of the trace, ${file}, cannot be written (${why(reason)}). The first one beside the issue was.`,
    'sources-changed': ({ changed, since, left, timezone }) =>
      `Nothing was sent: since the send began (${formatTime(since, LOCALE, timezone)}) there are changes in: ${changed.join(', ')}. ${
        left > 0
          ? `${recipients(left)} are left. To send them the text of the beginning: --as-started; the new one: --with-changes. Or take the changes back.`
          : 'Nobody is left to send to; give a new text a new file name.'
      }`,
    'recipients-removed': ({ addresses, others }) => `No longer on the list, and skipped: ${listSome(addresses, 5, others)}.`,
    'recipients-added': ({ addresses, others }) =>
      `On the list since the send began, and not mailed: ${listSome(addresses, 5, others)}. To mail them too: --include-new`,
    'recipients-changed': ({ addresses, others }) =>
      `Changed on the list since the send began; the old values are used: ${listSome(addresses, 5, others)}. To use the new ones: --with-changes`,
    'recipients-suppressed': ({ addresses, others }) => `Suppressed, and skipped: ${listSome(addresses, 5, others)}.`,
    'secret-missing': ({ file }) =>
      `${file}, from which Message-IDs are made, is gone or empty. Bring it back from a backup, or set NEWSLETTER_SECRET.`,
    'content-sent-before': ({ slug }) =>
      `The same text was sent already as "${slug}". Sending it again under another name would mail everyone twice.`,
    'smtp-unreachable': ({ server, reason }) =>
      `The mail server ${server} cannot be reached: ${why(reason)}. Nobody is lost; run send again to go on.`,
    'smtp-insecure': ({ server, fault, reason }) =>
      `No secure connection to ${server}: ${TLS_FAULTS[fault](reason)} No password went out, and nobody is lost.`,
    'smtp-login-refused': ({ server, user, reply }) =>
      `${server} did not let "${user}" log in: ${reply}. Look at the user name and the password, then run send again.`,
    'smtp-refuses-everyone': ({ reply, count }) =>
      `The run was stopped: the server refused ${recipients(count)} in a row with "${reply}", which looks like it is about us and not about them. They are queued again. Talk to the server's keeper, then run send again.`,
    'message-too-large': ({ server, size, limit }) =>
      `Nothing was sent: the message has ${formatBytes(size, LOCALE)}, and ${server} takes at most ${formatBytes(limit, LOCALE)}. Make the images smaller.`,
    'report-unwritable': ({ file, reason }) =>
      `The report ${file} could not be written (${why(reason)}). Everything stands in the ledger; newsletter status shows it.`,
  },

  states: {
    accepted: 'accepted',
    deferred: 'deferred',
    rejected: 'rejected',
    unknown: 'unknown',
    skipped: 'skipped',
    queued: 'queued',
    attempting: 'being sent',
  },
  counts: (counts) => listCounts(counts, LOCALE, (state) => en.states[state]),
  csvDelimiter: ',',
  bytes: (bytes) => formatBytes(bytes, LOCALE),
  reply: (reply) => reply,
  time: (iso, timezone) => formatTime(iso, LOCALE, timezone),

  check: {
    summary: (issues, articles, errors, warnings) => {
      const news = articles === 0 ? [] : [plural(articles, 'article', 'articles')];
      const checked = [...(issues === 0 && articles > 0 ? [] : [plural(issues, 'issue', 'issues')]), ...news].join(' and ');
      if (errors + warnings === 0) return `${checked} checked: nothing to mend.`;
      return `${checked} checked: ${plural(errors, 'error', 'errors')}, ${plural(warnings, 'warning', 'warnings')}.`;
    },
  },
  build: { issue: (slug, lang) => `Built ${slug} (${lang}):` },
  archive: {
    leftOut: (path, left) => `${left.reason === 'later' ? 'Not published yet' : 'Not published'}: ${path} (${whyLeftOut(left)})`,
    nothing: (counts) =>
      counts.length === 0
        ? 'No page is published: there are no issues and no articles.'
        : `No page is published: ${counts.map(([reason, count]) => `${formatNumber(count, LOCALE)} ${LEFT_OUT[reason]}`).join(', ')}.`,
    makePublic: (list) =>
      `No list is public. To publish the issues of the list ${list}, write archive: public under lists.${list} in newsletter.yaml.`,
    withErrors: (path) => `Published with errors in it, since it was out before: ${path}`,
    removed: (path) => `Taken away: ${path}`,
    moreRemoved: (count) => `… and ${formatNumber(count, LOCALE)} more taken away`,
    left: (path) => `Not published any more, but somebody has changed it, so it stays: ${path}. Delete it by hand.`,
    interrupted: 'Interrupted before anything was written.',
    summary: (pages, written, removed, unchanged) =>
      `${plural(pages, 'page', 'pages')} published: ${plural(written, 'file', 'files')} written, ${formatNumber(removed, LOCALE)} removed, ${formatNumber(unchanged, LOCALE)} as they were.`,
    where: (file, address) => `Open ${file} to look at it${address === null ? '' : `, and publish the folder at ${address}/`}.`,
  },

  preview: {
    started: (address) => `Preview: ${address}`,
    howToEnd: 'Write and save; the page refreshes by itself. Ctrl-C ends the preview.',
    running: (address) => `A preview of this workspace is running already: ${address}`,
    openToOthers:
      'Others in the network can open this preview with the link below, which works once. It is not encrypted: whoever listens on the way can read along.',
    nextToken: (address) => `The link was used. The next one: ${address}`,
    ended: 'The preview has ended.',
  },

  send: {
    rehearsal: 'Rehearsal: the messages go to the outbox folder, and nobody is mailed.',
    server: (name, isPlain, hasLogin) =>
      `Server: ${name}${isPlain ? `, without TLS: anyone on the way can read the mail${hasLogin ? ' and the password' : ''}` : ''}`,
    real: (from, lists) => `A real send, from ${from} to ${lists.join(', ') || 'nobody'}.`,
    reading: (rows, perSecond) => `Reading the lists: ${formatNumber(rows, LOCALE)} rows, ${formatNumber(perSecond, LOCALE)}/s`,
    plan: (due, total, isResumed) => `${recipients(due)} now, ${total} in the ${isResumed ? 'send that was begun' : 'plan'}.`,
    listOutside: (file) => `A list from outside this folder: ${file}`,
    byLanguage: (languages) => {
      const parts = Object.entries(languages).map(([code, count]) => `${tongue(code)} ${formatNumber(count, LOCALE)}`);
      return `By language: ${parts.join(', ')}.`;
    },
    audience: (states, slug) =>
      `Only those of ${slug} who are ${states.map((state) => en.states[state]).join(' or ')}, not its lists.`,
    perhapsTwice: (count) => `${recipients(count)} of them may get it a second time (--resend-unknown).`,
    before: (counts) => `So far: ${counts}.`,
    question: (count) => `Type ${count} to send to ${recipients(count)}: `,
    progress: (done, total, perSecond, left) =>
      `${formatNumber(done, LOCALE)} of ${formatNumber(total, LOCALE)}, ${formatNumber(perSecond, LOCALE)}/s${left === null ? '' : `, ${formatSeconds(left, LOCALE)} left`}`,
    unreachable: (server, reason) => `${server}: ${why(reason)}.`,
    waiting: (why, seconds) => `${why} Trying again in ${formatSeconds(seconds, LOCALE)}; Ctrl-C stops.`,
    retrying: (count, seconds) =>
      `Waiting: ${recipients(count)} whom the server put off ${count === 1 ? 'is' : 'are'} tried again in ${formatSeconds(seconds, LOCALE)}. Ctrl-C stops; the next run goes on.`,
    stopping:
      'Stopping: what is on its way is finished first. Ctrl-C once more leaves at once; what is on its way is then unknown.',
    summary: summaryInWords,
    orphaned: 'the program ended before the server answered',
    removedFromList: 'no longer on the list',
    testMark: 'TEST: ',
    suppressedAs: 'suppressed',
    needsUtf8: 'the address has letters that our server does not take (no SMTPUTF8)',
    waitingUntil: (time, left) =>
      left <= 0
        ? `${time} is past, less than an hour: sending begins now.`
        : `Sending begins at ${time}, in ${formatSeconds(left, LOCALE)}. This process must stay: leave the window open and the machine awake. Ctrl-C cancels.`,
  },

  status: {
    nothingSent: 'Nothing has been sent from this workspace yet.',
    notSent: (slug) => `${slug} has not been sent yet.`,
    rehearsal: 'Rehearsal: these went to the outbox folder; nobody was mailed.',
    rehearsals: (slug, counts) => `Rehearsal of ${slug}, nobody was mailed: ${counts}`,
    csvWritten: (file, rows) => `Wrote ${plural(rows, 'row', 'rows')} to ${file}.`,
    whatNext,
    domains: 'By domain:',
    more: (domains) => `and ${plural(domains, 'domain', 'domains')} more`,
    replies: 'What was said of those who are not accepted:',
    runs: 'Runs:',
    texts: 'The text was changed in mid-send:',
    text: (number, accepted) => `text ${number}: ${recipients(accepted)}`,
    run: ({ startedAt, endedAt, attempted, accepted, elapsed }, zone, isLast) => {
      const began = formatTime(startedAt, LOCALE, zone);
      if (endedAt === null) return `${began}  ${isLast ? 'goes on, or was cut off' : 'was cut off'}`;
      return `${began}  ${recipients(attempted)} tried, ${accepted} accepted, in ${formatSeconds(elapsed / 1000, LOCALE)}${perSecond(accepted, elapsed)}`;
    },
  },

  dkim: {
    made: (file) => `Made a key: ${file}. Keep it out of version control, and in your backups; nobody else may have it.`,
    there: (file) => `The key is there already, and nothing was made: ${file}.`,
    publish: (domain) => `Publish this record, of type TXT, in the DNS of ${domain}:`,
    name: 'Name:',
    value: 'Value:',
    zone: 'The same as a line of a zone file:',
    configure: 'When the record can be seen in the DNS, and not before, let newsletter.yaml say:',
    configured: 'newsletter.yaml names this key.',
    rsaFirst:
      'An Ed25519 key is used beside an RSA key only, since many receivers know no other: make that first, with newsletter dkim-key.',
  },

  subscribers: {
    suppressed: (address, reason, at, zone) => `${address}  suppressed since ${formatTime(at, LOCALE, zone)}: ${reason}`,
    already: (address, reason, at, zone) => `${address}  was suppressed before, since ${formatTime(at, LOCALE, zone)}: ${reason}`,
    unsuppressed: (address) => `${address}  may be mailed again`,
    notSuppressed: (address) => `${address}  is not suppressed`,
    none: 'Nobody is suppressed.',
    byPerson: 'no reason given',
    byBounce: 'the server says that there is no such address',
  },

  help: {
    titles: {
      'Usage:': 'Usage:',
      'Arguments:': 'Arguments:',
      'Options:': 'Options:',
      'Commands:': 'Commands:',
      'Global Options:': 'Common options:',
    },
    program: 'Writes, checks, mails and accounts for a newsletter.',
    version: 'print the version',
    help: 'print this help',
    examples: 'Examples:',
    directory: 'work in this folder instead of the current one',
    json: 'print JSON for scripts; words for people go to stderr',
    issue: 'an issue: its name, or the path of its .md file',
    issues: 'issues by name or path; all of issues/ when none is given',
    check: 'find everything that should not leave the house',
    checkExamples:
      '  newsletter check                                                all issues and articles\n' +
      '  newsletter check 2021-12-jarjestot\n' +
      '  newsletter check articles/naapuruston-lainaamo.md\n' +
      'Exit codes: 0 nothing stops a send; 1 errors found; 2 command line or newsletter.yaml.',
    build: 'write an issue and its variants as e-mail (HTML, text, .eml) into dist/',
    buildExamples: '  newsletter build 2021-12-jarjestot\n  newsletter build issues/2021-12-jarjestot.md --json',
    archive: 'write the public web archive into dist/archive/: pages, index, feeds, calendar, search',
    archiveExamples:
      '  newsletter archive                                              what is published today\n' +
      '  newsletter archive --base-url https://letters.example.org       for another address than archive.url\n' +
      'An issue is published from its date on, sent or not, unless it says draft: true. Only what changed is written.\n' +
      'Exit codes: 0 done; 1 errors found (a new page with errors is left out); 2 command line or newsletter.yaml;\n' +
      '75 another run is at work; 130 interrupted.',
    baseUrl: 'where the archive will be (https://…), for feeds and permanent addresses',
    preview: 'show issues in the browser while they are written',
    previewExamples:
      '  newsletter preview                                              all issues, in the browser\n' +
      '  newsletter preview 2021-12-jarjestot                            this one\n' +
      '  newsletter preview --no-open --port 8080                        at an address that you open yourself\n' +
      'It runs until Ctrl-C and mails nobody; from its page a test copy goes to testAddresses of newsletter.yaml only.\n' +
      'Exit codes: 0 ended; 2 command line, port or newsletter.yaml.',
    port: 'listen on this port (usually the first free one from 4400)',
    host: 'let other computers in, by a one-time link: an address of this computer, or 0.0.0.0 for all',
    noOpen: 'do not open the browser',
    send: 'mail an issue to its lists; run again it goes on where it stopped',
    sendExamples:
      '  newsletter send 2021-12-jarjestot --dry-run                     who would get it\n' +
      '  newsletter send 2021-12-jarjestot --test me@example.org         a marked copy for yourself\n' +
      '  newsletter send 2021-12-jarjestot --limit 10                    ten of the recipients first\n' +
      '  newsletter send 2021-12-jarjestot --confirm 200                 everyone, from a script\n' +
      'Without an SMTP server in newsletter.yaml this is a rehearsal: nobody is mailed.\n' +
      'Exit codes: 0 done; 2 command line or newsletter.yaml; 3 some rejected; 4 refused to start;\n' +
      '5 some unknown; 75 something left, run it again; 130 interrupted.',
    status: 'who got an issue, who did not and why',
    statusExamples: '  newsletter status\n  newsletter status 2021-12-jarjestot --csv report.csv',
    statusOutbox: 'of the rehearsal, even where the issue was really sent',
    csv: 'write the report as CSV, for a spreadsheet',
    dryRun: 'print who would be mailed, and stop',
    test: 'mail a marked test copy in each language to this address instead (may be repeated)',
    limit: 'begin at most so many recipients in this run',
    confirm: 'confirm the number of recipients beforehand, for scripts',
    yes: 'ask nothing',
    outbox: 'rehearse, whatever server is configured',
    asStarted: 'go on with the text of the beginning although the sources changed',
    retryRejected: 'try those again whom the server refused for good',
    resendUnknown: 'send again to those of whom nobody can know; they may get it twice',
    newLedger: 'begin a new ledger although the old one is lost; everyone may be mailed again',
    only: 'mail only this recipient of the plan in this run (may be repeated)',
    to: 'mail those of an earlier issue: accepted:<issue>, rejected:<issue>, unknown:<issue>, or several, as accepted,unknown:<issue>',
    at: 'wait until this time: 09:00, or "2022-01-26 09:00"',
    withChanges: 'go on with the text as it is now for those who are left',
    includeNew: 'mail those too who came to the lists since the send began',
    suppressRejected: 'after the run, suppress the addresses that servers said do not exist (5.1.x)',
    dkimKey: 'make a key to sign messages with (DKIM), and tell the DNS record to publish',
    dkimKeyExamples:
      '  newsletter dkim-key                                             the key, or the record of the one that is there\n' +
      '  newsletter dkim-key --selector newsletter2027                   the next key, to change over to\n' +
      '  newsletter dkim-key --ed25519                                   a second key of the newer kind beside it\n' +
      'A key that is there is never replaced. Then publish the record, and name the key in newsletter.yaml (dkim).\n' +
      'Exit codes: 0 done; 2 command line or newsletter.yaml; 4 the key cannot be written, read or used.',
    selector: 'the name of the key in the DNS (that of newsletter.yaml, else newsletter and the year)',
    dkimDomain: 'the domain to sign for (that of newsletter.yaml, else that of From)',
    ed25519: 'an Ed25519 key instead of an RSA key',
    subscribers: 'who must not be mailed',
    suppress: 'mail these addresses never again, in any issue',
    suppressExamples: '  newsletter subscribers suppress old@example.org --reason "left the organisation"',
    unsuppress: 'let these addresses be mailed again',
    unsuppressExamples: '  newsletter subscribers unsuppress old@example.org',
    suppressed: 'list the suppressed addresses, with reason and date',
    suppressedExamples: '  newsletter subscribers suppressed\n  newsletter subscribers suppressed old@example.org --json',
    reason: 'why, in your words',
    addresses: 'e-mail addresses',
    addressesOrAll: 'e-mail addresses; all when none is given',
  },
};

function perSecond(accepted: number, elapsed: number): string {
  return elapsed > 0 ? ` (${formatNumber((accepted * 1000) / elapsed, LOCALE)}/s)` : '';
}

const UNTRIED: Readonly<Record<Untried, string>> = {
  done: 'Nothing was left to do.',
  only: 'This run mailed nobody: none of the recipients that --only names is due.',
  skipped: 'This run mailed nobody: all recipients who were left are skipped.',
  'no-rejected': 'This run mailed nobody: no recipient is rejected, so --retry-rejected had nothing to do.',
  'no-unknown': 'This run mailed nobody: no recipient is unknown, so --resend-unknown had nothing to do.',
  'no-either':
    'This run mailed nobody: no recipient is rejected or unknown, so --retry-rejected and --resend-unknown had nothing to do.',
  stopped: 'This run mailed nobody: the problem that was reported stopped it first.',
  interrupted: 'This run mailed nobody: it was interrupted first.',
  unanswered: 'This run mailed nobody: the server broke off every attempt.',
};

function summaryInWords(summary: SummaryWords): string[] {
  const { slug, counts, rehearsal, dryRun, test, outbox, attempted, accepted, elapsed, refused, report } = summary;
  if (refused) return ['Nothing was sent.'];
  if (dryRun) return ['Dry run: nothing was written and nobody was mailed.'];
  const where = outbox === null ? [] : [`The messages are in ${outbox}/ as .eml files; a mail program opens them.`];
  const plain =
    summary.plainServer !== null && attempted > 0
      ? [`Sent without TLS to ${summary.plainServer}: anyone on the way could read it.`]
      : [];
  if (test && counts.accepted < attempted) return [`The test did not arrive: ${en.counts(counts)}.`];
  if (test)
    return [`Test ${rehearsal ? 'into the outbox, nobody was mailed' : 'sent'}: ${en.counts(counts)}.`, ...plain, ...where];
  const speed = ` This run: ${recipients(accepted)} in ${formatSeconds(elapsed / 1000, LOCALE)}${perSecond(accepted, elapsed)}.`;
  const nothing = summary.untried === null ? '' : ` ${UNTRIED[summary.untried]}`;
  const first = rehearsal ? `Rehearsal of ${slug}, nobody was mailed: ${en.counts(counts)}.` : `${slug}: ${en.counts(counts)}.`;
  const next = whatNext(slug, counts, summary.bounced);
  const suppressed = summary.suppressed > 0 ? [`${plural(summary.suppressed, 'address', 'addresses')} suppressed.`] : [];
  const details = `Details: ${report === null ? '' : `${report}, or `}newsletter status ${slug}`;
  return [first + (attempted > 0 ? speed : nothing), ...plain, ...where, ...suppressed, ...next, details];
}

function whatNext(slug: string, { unknown, queued, deferred, attempting, rejected }: Counts, bounced: number): string[] {
  const next: string[] = [];
  const left = queued + deferred;
  if (attempting > 0) next.push(`${recipients(attempting)} are being sent right now, or their run was cut off.`);
  if (left > 0) next.push(`${recipients(left)} left. Go on with: newsletter send ${slug}`);
  if (unknown > 0) {
    next.push(
      `Of ${recipients(unknown)} nobody can know whether the message arrived; they are not mailed again unless you say so: --resend-unknown`,
    );
  }
  if (rejected > 0)
    next.push(`${recipients(rejected)} refused for good; newsletter status says why. To try them again: --retry-rejected`);
  if (bounced > 0)
    next.push(
      `${plural(bounced, 'address does', 'addresses do')} not exist, says the server. To mail them never again: newsletter send ${slug} --suppress-rejected (it also goes on with whoever is left)`,
    );
  return next;
}
