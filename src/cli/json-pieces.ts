import { randomUUID } from 'node:crypto';

/** An array within a value that is to become JSON, of which no more is made at a time than is written. */
export class LongArray {
  readonly items: () => Iterable<unknown>;

  constructor(items: () => Iterable<unknown>) {
    this.items = items;
  }
}

/** Exactly what `JSON.stringify` makes of a value, piece by piece, with the items of its long arrays in their places. */
export function* jsonPieces(value: object, indent = 0): Generator<string> {
  const mark = randomUUID();
  const arrays: LongArray[] = [];
  const replace = (_: string, each: unknown): unknown => (each instanceof LongArray ? (arrays.push(each), mark) : each);
  const parts = JSON.stringify(value, replace, indent).split(`"${mark}"`);
  for (const [index, part] of parts.entries()) {
    yield part;
    const array = arrays[index];
    if (array) yield* arrayPieces(array, indent, /[^\n]*$/.exec(part)![0].search(/[^ ]|$/));
  }
}

function* arrayPieces({ items }: LongArray, indent: number, margin: number): Generator<string> {
  const lineEnd = (depth: number): string => (indent === 0 ? '' : `\n${' '.repeat(margin + depth * indent)}`);
  let isEmpty = true;
  for (const item of items()) {
    yield (isEmpty ? '[' : ',') + lineEnd(1);
    yield JSON.stringify(item, null, indent).replaceAll('\n', lineEnd(1));
    isEmpty = false;
  }
  yield isEmpty ? '[]' : `${lineEnd(0)}]`;
}

/** What becomes of each item, one after another. */
export function* mapped<From, To>(items: Iterable<From>, make: (item: From) => To): Generator<To> {
  for (const item of items) yield make(item);
}
