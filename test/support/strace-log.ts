/** A call to the kernel that succeeded, as far as it changes a disk or says something to another process. */
export type Call =
  | {
      readonly kind: 'open';
      readonly descriptor: number;
      readonly path: string;
      readonly mayCreate: boolean;
      readonly empties: boolean;
    }
  | { readonly kind: 'write'; readonly descriptor: number; readonly bytes: Buffer; readonly at: number | undefined }
  | { readonly kind: 'truncate'; readonly descriptor: number; readonly size: number }
  | { readonly kind: 'sync' | 'close'; readonly descriptor: number }
  | { readonly kind: 'link' | 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'say'; readonly socket: string; readonly bytes: Buffer };

/** The calls that must be traced; the names with a question mark are missing on some processors. */
export const TRACED_CALLS =
  'write,writev,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync,ftruncate,?open,openat,close,' +
  '?rename,renameat,renameat2,?link,linkat,?unlink,unlinkat';

const UNFINISHED = ' <unfinished ...>';

/**
 * Reads what `strace -f -y -xx` wrote. A call that another thread interrupted stands on two lines: what it did to the disk counts
 * from its end, and what it said on a socket from its beginning, which is the worse for durability both times. A descriptor is free
 * for others from the beginning of its closing.
 */
export function parseStrace(log: string): Call[] {
  const calls: (Call | undefined)[] = [];
  const begun = new Map<string, { readonly text: string; readonly place: number }>();
  for (const line of log.split('\n')) {
    const [thread = ''] = line.split(' ', 1);
    if (line.endsWith(UNFINISHED)) {
      begun.set(thread, { text: line.slice(0, -UNFINISHED.length), place: calls.push(undefined) - 1 });
      continue;
    }
    const resumed = /<\.\.\. \w+ resumed>(.*)$/.exec(line);
    const beginning = resumed ? begun.get(thread) : undefined;
    const call = parseCall(beginning ? beginning.text + resumed![1]! : line);
    if (beginning && (call?.kind === 'say' || call?.kind === 'close')) calls[beginning.place] = call;
    else calls.push(call);
  }
  return calls.filter((call) => call !== undefined);
}

function parseCall(line: string): Call | undefined {
  const [, name, args, result, opened] = /^\d+ +(\w+)\((.*)\) += (\d+)(?:<([^>]*)>)?/.exec(line) ?? [];
  if (name === undefined || args === undefined) return undefined;
  const [first = Buffer.alloc(0), second = first] = stringsIn(args);
  const descriptor = Number.parseInt(args, 10);
  const last = Number(args.slice(args.lastIndexOf(' ') + 1));
  if (name.startsWith('open')) {
    const path = fromHex(opened ?? '').toString();
    return { kind: 'open', descriptor: Number(result), path, mayCreate: /O_CREAT/.test(args), empties: /O_TRUNC/.test(args) };
  }
  if (/write|send/.test(name)) {
    const bytes = Buffer.concat(stringsIn(args)).subarray(0, Number(result));
    const target = targetOf(args);
    if (target.startsWith('socket:')) return { kind: 'say', socket: target, bytes };
    return { kind: 'write', descriptor, bytes, at: name.startsWith('p') ? last : undefined };
  }
  if (name === 'ftruncate') return { kind: 'truncate', descriptor, size: last };
  if (name.endsWith('sync')) return { kind: 'sync', descriptor };
  if (name === 'close') return { kind: 'close', descriptor };
  if (name.startsWith('unlink')) return { kind: 'unlink', path: first.toString() };
  return { kind: name.startsWith('link') ? 'link' : 'rename', from: first.toString(), to: second.toString() };
}

/** Every string among the arguments; `-xx` writes each byte as `\x` and two digits. */
function stringsIn(args: string): Buffer[] {
  return [...args.matchAll(/"([^"]*)"/g)].map(([, hex]) => fromHex(hex!));
}

/** What the descriptor that is the first argument stands for, which `-y` writes behind it. */
function targetOf(args: string): string {
  return fromHex(/^\d+<([^>]*)>/.exec(args)?.[1] ?? '').toString();
}

function fromHex(escaped: string): Buffer {
  return Buffer.from(escaped.replaceAll('\\x', ''), 'hex');
}
