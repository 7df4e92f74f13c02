import { type Contact, type ContactDetail, type Event, type Figure, type Link, plainText } from '../issue/block.ts';
import { escapeHtml } from '../markup/escape-html.ts';
import type { Box, Medium } from '../markup/medium.ts';
import { renderPlace } from '../markup/render-place.ts';
import { renderInlines, renderProse } from '../markup/render-prose.ts';
import type { IssueWords } from '../words/issue-words.ts';
import type { Targets } from './targets.ts';

/** What HTML is rendered with: the words of its language, and where images and links lead. */
export interface HtmlSetting {
  readonly words: IssueWords;
  readonly targets: Targets;
}

/** Running text for an e-mail: what a theme gives a look of its own comes here only from within lists, quotations and boxes. */
export function emailMedium(setting: HtmlSetting): Medium {
  const medium: Medium = {
    text: escapeHtml,
    link: (target, words) => renderLink(target, words, setting),
    image: (target, alt) => renderImage(target, alt, setting.targets),
    box: (block) => renderBox(block, setting, medium),
    // Heads of columns would be centred without it.
    aligned: (align) => ` style="text-align: ${align}"`,
    table: (table) => table,
  };
  return medium;
}

function renderBox(block: Box, setting: HtmlSetting, medium: Medium): string {
  switch (block.kind) {
    case 'figure':
      return renderFigure(block, setting);
    case 'button':
      return `<p>${renderInlines([block.link], medium)}</p>`;
    case 'note':
      return `${block.title === '' ? '' : `<p><strong>${escapeHtml(block.title)}</strong></p>\n`}${renderProse(block.blocks, medium)}`;
    case 'signoff':
      return renderProse(block.blocks, medium);
    case 'event':
      return renderEvent(block, setting);
    case 'contacts':
      return `<p>${escapeHtml(block.title || setting.words.contacts)}:<br>${block.contacts.map((contact) => renderContact(contact, medium)).join('<br>')}</p>`;
    case 'channels': {
      const channels = block.channels.map(({ name, link }) => `${escapeHtml(name)}: ${renderInlines([link], medium)}`);
      return `<p>${[...channels, escapeHtml(block.hashtags.join(' '))].filter((line) => line !== '').join('<br>')}</p>`;
    }
  }
}

function renderFigure({ target, alt, caption }: Figure, { targets }: HtmlSetting): string {
  return `<p>${renderImage(target, alt, targets)}${caption === '' ? '' : `<br>${escapeHtml(caption)}`}</p>`;
}

function renderEvent(event: Event, { words, targets }: HtmlSetting): string {
  const { title, when, where, signup, deadline } = event;
  const calendar = targets.calendar(event);
  const lines = [
    `<strong>${escapeHtml(title)}</strong>`,
    `${words.when}: ${escapeHtml(when)}`,
    where && `${words.where}: ${renderPlace(where)}`,
    deadline && `${words.deadline}: ${escapeHtml(deadline)}`,
    signup && `<a href="${escapeHtml(targets.address(signup))}">${escapeHtml(words.signUpFor(title))}</a>`,
    calendar && `<a href="${escapeHtml(calendar)}">${escapeHtml(words.addToCalendar(title))}</a>`,
  ];
  return `<p>${lines.filter((line) => line !== '').join('<br>')}</p>`;
}

/** A person's name and how to reach them, on one line as they were written. */
export function renderContact({ name, details }: Contact, medium: Medium): string {
  const named = name === '' ? [] : [`<strong>${escapeHtml(name)}</strong>`];
  return [...named, ...details.map((detail) => renderDetail(detail, medium))].join(', ');
}

function renderDetail(detail: ContactDetail, medium: Medium): string {
  switch (detail.kind) {
    case 'email':
      return `<a href="mailto:${escapeHtml(detail.address)}">${escapeHtml(detail.address)}</a>`;
    case 'phone':
      return `<a href="tel:${escapeHtml(detail.number)}">${escapeHtml(detail.text)}</a>`;
    case 'link':
      return renderInlines([detail], medium);
    case 'text':
      return escapeHtml(detail.text);
  }
}

function renderLink(target: string, words: string, { targets, words: own }: HtmlSetting): string {
  const file = targets.file(target);
  const kind = file && ` ${escapeHtml(own.file(file.type, file.bytes))}`;
  return `<a href="${escapeHtml(targets.address(target))}">${words}${kind ?? ''}</a>`;
}

function renderImage(target: string, alt: string, targets: Targets): string {
  const found = targets.image(target);
  if (!found) return escapeHtml(alt);
  return `<img src="${escapeHtml(found.src)}" alt="${escapeHtml(alt)}" width="${found.width}" height="${found.height}">`;
}

/** Where a link leads and what it says, for templates that draw it themselves. */
export function linkParts(
  { target, content }: Link,
  { targets, words }: HtmlSetting,
): { readonly link: string; readonly text: string } {
  const file = targets.file(target);
  const text = plainText(content);
  return { link: targets.address(target), text: file ? `${text} ${words.file(file.type, file.bytes)}` : text };
}
