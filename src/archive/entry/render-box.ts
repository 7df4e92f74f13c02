import type { Contact, ContactDetail, Contacts, Channels, Event, Figure, Note } from '../../issue/block.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import type { Box, Medium } from '../../markup/medium.ts';
import { renderPlace } from '../../markup/render-place.ts';
import { renderInlines, renderProse } from '../../markup/render-prose.ts';
import { markTime } from './mark-time.ts';
import { isPublicTarget, withoutControls } from './public-words.ts';
import { ownPath } from './resolve-links.ts';
import { type WebSetting, addressOf, renderImage, webText } from './web-parts.ts';

/** The blocks of a page that are more than running text. */
export function renderBox(block: Box, setting: WebSetting, medium: Medium): string {
  switch (block.kind) {
    case 'figure':
      return renderFigure(block, setting);
    case 'event':
      return renderEvent(block, setting, medium);
    case 'contacts':
      return renderContacts(block, setting, medium);
    case 'button':
      return `<p class="actions">${renderInlines([block.link], medium).replace('<a ', '<a class="button" ')}</p>`;
    case 'note':
      return renderNote(block, medium);
    case 'channels':
      return renderChannels(block, setting, medium);
    case 'signoff':
      return `<div class="signoff">${renderProse(block.blocks, medium)}</div>`;
  }
}

/** An image that could not be read leaves its words and its caption. */
function renderFigure({ target, alt, caption }: Figure, setting: WebSetting): string {
  const image = renderImage(target, alt, setting);
  if (!setting.images.has(target)) return `<p>${image}</p>${caption === '' ? '' : `\n<p>${webText(caption)}</p>`}`;
  const below = caption === '' ? '' : `<figcaption>${webText(caption)}</figcaption>`;
  return `<figure>${image}${below}</figure>`;
}

function renderEvent({ id, title, when, where, deadline, signup, time }: Event, setting: WebSetting, medium: Medium): string {
  const { words, level, path } = setting;
  const facts = [
    [words.when, markTime(webText(when), time)],
    [words.where, renderPlace(withoutControls(where), webText)],
    [words.deadline, webText(deadline)],
  ].flatMap(([name, value]) => (value === '' ? [] : [`<div><dt>${escapeHtml(name!)}</dt><dd>${value}</dd></div>`]));
  const links = [
    signup === '' ? '' : renderSignup(signup, words.signUpFor(title), setting, medium),
    time === null ? '' : `<a href="${ownPath(`${path}${id}.ics`)}">${webText(words.addToCalendar(title))}</a>`,
  ].filter((link) => link !== '');
  const actions = links.length === 0 ? '' : `\n<p class="actions">${links.join('\n')}</p>`;
  return `<div class="box event"><h${level}>${webText(title)}</h${level}>\n<dl>${facts.join('')}</dl>${actions}</div>`;
}

/** Nothing where only a reader of the e-mail could follow it. */
function renderSignup(target: string, words: string, setting: WebSetting, medium: Medium): string {
  if (!isPublicTarget(target, setting.holes)) return '';
  if (/^mailto:/i.test(target)) return `<span>${medium.link(target, webText(words))}</span>`;
  return `<a class="button" href="${addressOf(target, setting)}">${webText(words)}</a>`;
}

function renderContacts({ title, contacts }: Contacts, { words }: WebSetting, medium: Medium): string {
  const people = contacts.map((contact) => `<li>${renderContact(contact, medium)}</li>`).join('');
  return `<div class="box contacts"><p class="label">${webText(title || words.contacts)}</p>\n<ul>${people}</ul></div>`;
}

function renderContact({ name, details }: Contact, medium: Medium): string {
  const named = name === '' ? [] : [`<strong>${webText(name)}</strong>`];
  return [...named, ...details.map((detail) => renderDetail(detail, medium))].join(', ');
}

/** A number can be dialled; an address is words, which programs that gather them do not know for one. */
function renderDetail(detail: ContactDetail, medium: Medium): string {
  switch (detail.kind) {
    case 'email':
      return `<span class="email">${webText(detail.address)}</span>`;
    case 'phone':
      return `<a href="tel:${escapeHtml(detail.number)}">${webText(detail.text)}</a>`;
    case 'link':
      return renderInlines([detail], medium);
    case 'text':
      return webText(detail.text);
  }
}

function renderNote({ title, blocks }: Note, medium: Medium): string {
  const label = title === '' ? '' : `<p class="label">${webText(title)}</p>\n`;
  return `<div class="box note">${label}${renderProse(blocks, medium)}</div>`;
}

function renderChannels({ title, channels, hashtags }: Channels, { words }: WebSetting, medium: Medium): string {
  const items = channels.map(({ name, link }) => `<li>${webText(name)}: ${renderInlines([link], medium)}</li>`).join('');
  const tags = hashtags.length === 0 ? '' : `\n<p>${webText(hashtags.join(' '))}</p>`;
  return `<div class="channels"><p class="label">${webText(title || words.channels)}</p>\n<ul>${items}</ul>${tags}</div>`;
}
