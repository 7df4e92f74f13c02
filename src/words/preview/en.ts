import type { PreviewWords } from '../preview-words.ts';

/** The preview in English. */
export const previewEn: PreviewWords = {
  title: 'Preview',
  allIssues: 'All newsletters',
  skip: 'Skip to problems and facts',
  panel: 'Problems and facts',
  live: {
    waiting: 'Connecting…',
    on: 'Refreshes when you save',
    lost: 'The connection was lost. The preview tries again. If you ended it, start it with: newsletter preview',
  },
  views: {
    email: 'E-mail',
    dark: 'Dark',
    forced: 'Forced dark',
    images: 'No images',
    text: 'Text',
    web: 'Web page',
    source: 'Source',
  },
  viewNotes: {
    email: 'What it looks like in light.',
    dark: 'Dark mode in which the newsletter itself chooses the colours: Apple Mail.',
    forced: 'A simulation: Gmail and Outlook darken the newsletter themselves, each in its own shades.',
    images: 'What it looks like where a mail program shows no images.',
    text: 'The text version: some programs and some readers use it.',
    web: 'The page that the archive publishes. Links to other pages of the archive do not work here.',
    source: 'The message as it goes out, with its headers.',
  },
  unlistedNote: 'Unlisted: the page is published at its address, but nothing links to it.',
  widths: { desktop: 'Desktop', phone: 'Phone' },
  panes: { first: 'First view', second: 'Second view' },
  paneName: (view, width) => (width === null ? view : `${view}, ${width.toLowerCase()}`),
  chooseView: 'View',
  chooseWidth: 'Width',
  chooseLanguage: 'Language',
  chooseTheme: 'Theme',
  sideBySide: 'Two views side by side',
  oneAtATime: 'One view at a time',
  openAlone: 'Open in a tab of its own',
  download: 'Save the message (.eml)',
  leftOut: (lines) => `… ${lines} lines left out …`,
  inFile: (file) => file,
  inLine: (file, line) => `${file}, line ${line}`,
  trouble: {
    unreadable: 'The file cannot be read at the moment',
    gone: (file) => `The file ${file} is no longer there`,
    movedTo: (slug) => `The same text is now called ${slug}: open it`,
    lastGood: (time) => `Below is the last version that could be read (${time}).`,
    guess: 'Below is the text without its front matter.',
    nothing: 'There is nothing to show yet. The page refreshes when the file is mended and saved.',
  },
  states: {
    draft: 'Draft, not sent',
    sending: (since, counts) => `Being sent since ${since}: ${counts}`,
    stopped: (since, counts) => `Sending stopped, began ${since}: ${counts}`,
    sent: (since, counts) => `Sent ${since}: ${counts}`,
    recorded: (since, accepted, recipients) =>
      `Sent ${since}: ${accepted} of ${recipients} accepted. The ledger that knows more is not on this computer`,
    unclear: 'What was mailed cannot be read',
  },
  next: {
    unreadable: 'Mend the file first',
    mendFirst: 'The reason and the line stand above the newsletter. Mend the line and save: the preview goes on by itself.',
    gone: 'The file is not there',
    whenGone: 'Bring it back, or open the newsletter by its new name. Below is the last version that was seen of it.',
    errors: (count) => (count === 1 ? 'One error keeps it from being sent' : `${count} errors keep it from being sent`),
    mendErrors: 'The errors are below. The link of a line leads to its place. Mend the file and save.',
    ready: 'Nothing keeps it from being sent',
    warnings: (count) => (count === 1 ? 'Look at one warning below.' : `Look at ${count} warnings below.`),
    readThrough: 'Read it through in the desktop and the phone view.',
    thenTest: 'Send yourself a test copy further down this page.',
    thenSend: (recipients) =>
      `When all is well, it is sent by a command in the terminal. The first shows which ${recipients} recipients would get it, the second sends.`,
    thenRehearse:
      'No SMTP server is configured yet, so the command only rehearses: the messages become files and nobody gets mail.',
    sending: 'The newsletter is going out',
    whileSending: 'Change nothing in the text until everyone has it. How it stands:',
    stopped: (left) => `The sending is not finished: ${left} left`,
    whenStopped: 'Change nothing in the text until everyone has it. It goes on where it stopped:',
    sent: 'The newsletter was sent',
    afterSending:
      'Changes show in the web archive only, when it is published again. If there was a mistake, write a correction as a newsletter of its own, called correction here, and send it to those who got this:',
    correction: 'correction',
  },
  problems: { title: 'Problems', none: 'No problems were found.' },
  inbox: {
    title: 'In the inbox',
    kinds: { phone: 'Phone', desktop: 'Outlook on a desktop', browser: 'Gmail in a browser' },
    cut: (words) => `(not shown: ${words.trim()})`,
    noSummary:
      'There is no preheader: the first words of the newsletter are shown. Add a line to the front matter that begins with summary and a colon.',
    about: 'Where it is cut is approximate: it differs with devices and settings.',
  },
  readers: {
    title: 'As whom',
    synthetic: {
      columns: 'Nobody: defaults and names of columns',
      usual: 'A usual reader',
      long: 'Very long values',
      empty: 'Empty values',
    },
    alike: 'Nothing is filled in in this newsletter: everyone gets the same text.',
    nobody: 'There is nobody on its lists yet.',
    showReal: (recipients) => `Show real recipients (${recipients})`,
    realHint: 'Real data of people and organisations show only when they are asked for.',
    hideReal: 'Hide real recipients',
    position: (position, all) => `${position} of ${all}`,
    previous: 'Previous',
    next: 'Next',
    longest: 'Longest values',
    emptiest: 'Most empty fields',
    find: 'Find by name or address',
    search: 'Find',
    found: (count, shown) =>
      count === 1 ? 'One found' : `${count} found${shown < count ? `, the first ${shown} are shown` : ''}`,
  },
  length: {
    title: 'Length',
    size: (size, limit, judgement) => `Size of the HTML ${size}, limit ${limit}. ${judgement}`,
    sizes: {
      good: 'Gmail shows all of it.',
      near: 'Near the size at which Gmail cuts it off.',
      bad: 'Gmail cuts it off and hides the rest.',
    },
    reading: (words, minutes) => `${words} words, about ${minutes} min to read.`,
  },
  links: { title: 'Links', none: 'There are no links in it.', noWords: '(no words)' },
  difference: {
    title: 'Changes since it was sent',
    none: 'The text is the one that was sent.',
    unknown: 'The text that was sent is not on this computer: it is in the ledger of the one that sent it.',
    since: (time) => `Compared with the mail whose sending began ${time}.`,
    outside: 'Outside the sections',
  },
  test: {
    title: 'Test copy',
    to: 'Address',
    send: 'Send a test copy',
    busy: 'Sending…',
    noAddresses: 'Test copies go only to addresses that stand in newsletter.yaml:',
    example: 'my.name@example.org',
    real: 'It is really sent, with TEST in its subject. Nothing goes to the lists.',
    outbox: 'No SMTP server is configured: the message becomes a file in the folder dist.',
    tried: (address, time) => `${address}, ${time}`,
    older: 'The file cannot be read at the moment, and an older version is shown. Mend the file first, to get what you see.',
    notAllowed: (address) => `${address} is not among testAddresses in newsletter.yaml.`,
  },
  handOn: {
    title: 'Show it to a colleague',
    save: 'Save as one file',
    about: 'The file holds exactly what you see now. Any browser opens it.',
    personal: 'What you see holds data of a real recipient. They will be in the file.',
    made: (time) => `Preview, saved ${time}.`,
    subject: 'Subject',
    preheader: 'Preheader',
  },
  start: {
    title: 'Newsletters',
    about: 'Write and save in your own editor: this page refreshes by itself.',
    workspaceProblems: 'The configuration or the ledger has to be mended',
    none: 'There are no newsletters yet',
    firstIssue: 'Save the first one, for example as issues/2022-01-members.md. It shows here at once. It may begin like this:',
    example: `---
title: Newsletter January 2022
date: 2022-01-26
lists: [members]
summary: What matters most in one line.
---

Hello,

## 1. The first subject

Text.`,
    columns: { issue: 'Newsletter', date: 'Day', state: 'State', problems: 'Check' },
    checking: 'Being checked…',
    fine: 'All is well',
    found: (errors, warnings) =>
      [
        ...(errors > 0 ? [errors === 1 ? '1 error' : `${errors} errors`] : []),
        ...(warnings > 0 ? [warnings === 1 ? '1 warning' : `${warnings} warnings`] : []),
      ].join(', '),
  },
  notices: {
    notFound: 'No such newsletter',
    notFoundText: 'There is no newsletter of that name. It may have been deleted or renamed.',
    notInPreview: 'Not part of the preview',
    notInPreviewText:
      'Of the archive only the page of this newsletter is shown here. The whole archive is made by newsletter archive.',
    nothingYet: 'Nothing to show yet',
    nothingYetText: 'The newsletter cannot be shown yet. The page of the preview says why.',
    notPublished: 'No web page',
    notPublishedText:
      'The archive does not publish this newsletter, because not every list that it names is public. A list is public when newsletter.yaml says archive: public for it.',
    refused: 'Not allowed',
    refusedText: 'The request did not come from a page of the preview itself.',
    tokenText: 'This address opens only with a one-time link, which stands in the terminal that the preview runs in.',
  },
};
