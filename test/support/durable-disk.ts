import { dirname } from 'node:path';
import type { Call } from './strace-log.ts';

/** Which of the writes since the last fsync of a file had reached the disk when the power went, by their index. */
export type Landed = (index: number) => boolean;

/** The least that a disk may keep: what was there at the last fsync. */
export const NOTHING_MORE: Landed = () => false;
/** A disk that wrote in an order of its own. */
export const EVERY_SECOND: Landed = (index) => index % 2 === 0;
/** No power cut at all: what other processes see. */
export const EVERYTHING: Landed = () => true;

interface Write {
  readonly at: number;
  readonly bytes: Buffer;
}

/** A file's bytes, apart from what it is called. */
class DiskFile {
  #synced: Buffer = Buffer.alloc(0);
  #since: Write[] = [];

  write(at: number, bytes: Buffer): void {
    this.#since.push({ at, bytes });
  }

  /** Is durable at once, since that is the worse: what it cuts off is gone. */
  truncate(size: number): void {
    const kept = this.#since.filter(({ at }) => at < size);
    this.#since = kept.map(({ at, bytes }) => ({ at, bytes: bytes.subarray(0, size - at) }));
    this.#synced = overlay(this.#synced.subarray(0, size), [{ at: size, bytes: Buffer.alloc(0) }]);
  }

  sync(): void {
    this.#synced = this.content(EVERYTHING);
    this.#since = [];
  }

  content(landed: Landed): Buffer {
    return overlay(
      this.#synced,
      this.#since.filter((_, index) => landed(index)),
    );
  }
}

/** What a power cut would leave of the files that a traced program wrote. Names are kept without an fsync; bytes are not. */
export class DurableDisk {
  readonly #files = new Map<string, DiskFile>();
  readonly #open = new Map<number, { readonly path: string; readonly file: DiskFile; end: number }>();
  readonly #newNames = new Set<string>();

  apply(call: Call): void {
    if (call.kind === 'open') this.#openFile(call);
    else if (call.kind === 'unlink') this.#files.delete(call.path);
    else if ('descriptor' in call) this.#change(call);
    else if ('from' in call) this.#name(call.from, call.to, call.kind === 'rename');
  }

  /** Undefined when the program made no such file. */
  content(path: string, landed: Landed): Buffer | undefined {
    return this.#files.get(path)?.content(landed);
  }

  /** Whether the file's folder was flushed since the file got its name. */
  isNameDurable(path: string): boolean {
    return this.#files.has(path) && !this.#newNames.has(path);
  }

  paths(): string[] {
    return [...this.#files.keys()];
  }

  #openFile({ descriptor, path, mayCreate, empties }: Extract<Call, { readonly kind: 'open' }>): void {
    const known = this.#files.get(path);
    const file = known ?? new DiskFile();
    if (!known && mayCreate) {
      this.#files.set(path, file);
      this.#newNames.add(path);
    }
    if (empties) file.truncate(0);
    this.#open.set(descriptor, { path, file, end: 0 });
  }

  #name(from: string, to: string, isMove: boolean): void {
    const file = this.#files.get(from);
    if (!file) return;
    this.#files.set(to, file);
    this.#newNames.add(to);
    if (isMove) this.#files.delete(from);
  }

  #change(call: Extract<Call, { readonly descriptor: number }>): void {
    const opened = this.#open.get(call.descriptor);
    if (!opened) return;
    if (call.kind === 'truncate') opened.file.truncate(call.size);
    if (call.kind === 'write') {
      opened.file.write(call.at ?? opened.end, call.bytes);
      if (call.at === undefined) opened.end += call.bytes.length;
    }
    if (call.kind === 'close') this.#open.delete(call.descriptor);
    if (call.kind === 'sync') {
      opened.file.sync();
      for (const name of this.#newNames) if (dirname(name) === opened.path) this.#newNames.delete(name);
    }
  }
}

/** Makes a copy with the writes in it; what lies between its end and theirs is zeros. */
function overlay(under: Buffer, writes: readonly Write[]): Buffer {
  const result = Buffer.alloc(Math.max(under.length, ...writes.map(({ at, bytes }) => at + bytes.length)));
  under.copy(result);
  for (const { at, bytes } of writes) bytes.copy(result, at);
  return result;
}
