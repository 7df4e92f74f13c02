import { escapeHtml } from '../../markup/escape-html.ts';
import type { Medium } from '../../markup/medium.ts';
import { isPublicTarget } from './public-words.ts';
import { renderBox } from './render-box.ts';
import { type WebSetting, addressOf, renderImage, webText } from './web-parts.ts';

/** Running text for a web page: no address to be gathered, no style that a strict policy would refuse. */
export function webMedium(setting: WebSetting): Medium {
  const medium: Medium = {
    text: webText,
    link: (target, words) => renderLink(target, words, setting),
    image: (target, alt) => renderImage(target, alt, setting),
    box: (block) => renderBox(block, setting, medium),
    aligned: (align) => (align === 'left' ? '' : ` class="${align}"`),
    table: (table) =>
      `<div class="scroll" role="group" aria-label="${escapeHtml(setting.web.table)}" tabindex="0">${table}</div>`,
  };
  return medium;
}

function renderLink(target: string, words: string, setting: WebSetting): string {
  if (!isPublicTarget(target, setting.holes)) return words;
  if (/^mailto:/i.test(target)) return renderAddress(target, words);
  const address = addressOf(target, setting);
  const file = setting.files.get(target);
  const kind = file ? ` ${escapeHtml(setting.words.file(file.extension, file.bytes.length))}` : '';
  return `<a href="${address}">${words}${kind}</a>`;
}

/** A link to an address of a person is the address in words, behind other words where there are any. */
function renderAddress(target: string, words: string): string {
  const address = decode(/^mailto:([^?]*)/i.exec(target)?.[1] ?? '');
  const shown = `<span class="email">${webText(address)}</span>`;
  return [address, target].map(webText).includes(words) ? shown : `${words} (${shown})`;
}

function decode(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
