import { connect } from 'node:net';

/** An answer as it came over the wire. */
export interface RawAnswer {
  /** 0 when the connection was closed without an answer. */
  readonly status: number;
  /** Names in lower case, each with every value that it was given. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
  /** All of it, as Latin-1. */
  readonly raw: string;
}

/** What `request` writes; whatever is left out is as a browser's own visit has it. */
export interface RawRequest {
  readonly method?: string;
  readonly target?: string;
  readonly version?: '1.0' | '1.1';
  /** Lines as they are written, `Name: value`; `Host` and `Connection: close` are there unless they are given. */
  readonly headers?: readonly string[];
  /** Without a line `Host`. */
  readonly isNameless?: boolean;
  readonly body?: string;
}

/** Asks a server on the loopback address, octet for octet as written, and waits until it closes the connection. */
export function request(origin: string, asked: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', target = '/', version = '1.1', headers = [], isNameless = false, body } = asked;
  const has = (name: string): boolean => headers.some((line) => line.toLowerCase().startsWith(`${name}:`));
  const lines = [
    `${method} ${target} HTTP/${version}`,
    ...(isNameless || has('host') ? [] : [`Host: ${new URL(origin).host}`]),
    ...(has('connection') ? [] : ['Connection: close']),
    ...headers,
    ...(body === undefined || has('transfer-encoding') ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`]),
  ];
  return exchange(origin, `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
}

/** Writes Latin-1 text to a server and reads until it closes the connection. */
function exchange(origin: string, text: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ''), () => socket.write(text, 'latin1'));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(parseAnswer(Buffer.concat(chunks))));
  });
}

function parseAnswer(bytes: Buffer): RawAnswer {
  const raw = bytes.toString('latin1');
  const end = raw.indexOf('\r\n\r\n');
  const [first = '', ...lines] = raw.slice(0, Math.max(0, end)).split('\r\n');
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(line.indexOf(':') + 1).trim()]);
  }
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    headers,
    body: bytes.subarray(end + 4).toString('utf8'),
    raw,
  };
}
