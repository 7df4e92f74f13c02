import { decodeHTMLAttribute } from 'entities';
import { headersOf } from '../support/raw-mail.ts';

/** One part of a message by RFC 2045 and RFC 2046: its headers, and what its body is once decoded, or the parts in it. */
interface MimePart {
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** As the lines stand on the wire. */
  readonly headerLines: readonly string[];
  readonly type: string;
  readonly body: Buffer;
  readonly parts: readonly MimePart[];
}

/** A received message, read by the letter of the RFCs: whatever is not as they demand throws. */
export interface ReadMessage extends MimePart {
  /** Every part, the message itself first. */
  readonly all: readonly MimePart[];
  /** The decoded text and HTML, their line ends as `\n`. */
  readonly text: string;
  readonly html: string;
  /** The HTML's octets as decoded. */
  readonly htmlSize: number;
  /** The one value of a header field, unfolded. */
  header(name: string): string;
  /** The same with its encoded words read. */
  words(name: string): string;
}

export function readMessage(raw: Buffer): ReadMessage {
  const whole = readPart(raw);
  const all = flatten(whole);
  const only = (type: string): Buffer => {
    const [found, ...others] = all.filter((part) => part.type === type);
    if (!found || others.length > 0) throw new Error(`${others.length + (found ? 1 : 0)} parts of ${type}`);
    return found.body;
  };
  const header = (name: string): string => {
    const [value, ...others] = whole.headers.get(name.toLowerCase()) ?? [];
    if (value === undefined || others.length > 0) throw new Error(`${name}: not once`);
    return value;
  };
  const decoded = (type: string): string => new TextDecoder('utf-8', { fatal: true }).decode(only(type)).replaceAll('\r\n', '\n');
  return {
    ...whole,
    all,
    text: decoded('text/plain'),
    html: decoded('text/html'),
    htmlSize: only('text/html').length,
    header,
    words: (name) => decodeWords(header(name)),
  };
}

function flatten(part: MimePart): MimePart[] {
  return [part, ...part.parts.flatMap(flatten)];
}

function readPart(raw: Buffer): MimePart {
  const split = raw.indexOf('\r\n\r\n');
  const head = raw.subarray(0, split);
  const headers = headersOf(head);
  const [contentType = 'text/plain'] = headers.get('content-type') ?? [];
  const type = contentType.split(';', 1)[0]!.trim().toLowerCase();
  const encoded = raw.subarray(split + 4).toString('latin1');
  const boundary = /;\s*boundary="([^"]+)"/i.exec(contentType)?.[1];
  return {
    headers,
    headerLines: head.toString('latin1').split('\r\n'),
    type,
    body: decodeBody(encoded, headers.get('content-transfer-encoding')?.[0] ?? '7bit'),
    parts: boundary === undefined ? [] : partsOf(encoded, boundary),
  };
}

/** RFC 2046 §5.1.1: the line end before a boundary belongs to it. */
function partsOf(body: string, boundary: string): MimePart[] {
  const [preamble, ...rest] = `\r\n${body}`.split(`\r\n--${boundary}`);
  const last = rest.pop();
  if (preamble !== '' || last?.startsWith('--') !== true) throw new Error(`Boundary ${boundary} is not closed`);
  return rest.map((part) => readPart(Buffer.from(part.replace(/^[ \t]*\r\n/, ''), 'latin1')));
}

function decodeBody(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const joined = body.replace(/[ \t]+(?=\r\n|$)/g, '').replace(/=\r\n/g, '');
  const octets = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(octets, 'latin1');
}

/** RFC 2047 §6.2: white space between two encoded words is nothing; and a quoted phrase without its quotes. */
function decodeWords(value: string): string {
  return value
    .replace(/"((?:[^"\\]|\\.)*)"/g, (_, quoted: string) => quoted.replace(/\\(.)/g, '$1'))
    .replace(/(=\?[^?]+\?B\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?utf-8\?B\?([^?]*)\?=/gi, (_, base64: string) => Buffer.from(base64, 'base64').toString('utf8'));
}

/** The targets of all links in HTML, in their order. */
export function hrefsOf(html: string): string[] {
  return [...html.matchAll(/\shref="([^"]*)"/g)].map((match) => decodeHTMLAttribute(match[1]!));
}

/** The web addresses in plain text: those in brackets behind words, which may have balanced brackets in them, and bare ones. */
export function webAddressesOf(text: string): string[] {
  return [...text.matchAll(/https?:\/\/(?:\([^\s()<>]*\)|[^\s()<>])+/g)].map(([address]) => address.replace(/[.,;:!?]+$/, ''));
}

/** The URIs of a header field of RFC 2369, one by one. */
export function urisOf(value: string): string[] {
  return [...value.matchAll(/<([^>]*)>/g)].map((match) => match[1]!);
}
