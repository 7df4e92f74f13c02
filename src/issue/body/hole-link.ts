import type { Link } from '../block.ts';
import type { Reading } from './reading.ts';

/** `<{{column}}>`: an address in angle brackets that a column fills, as `<https://…>` is one that is written; undefined for anything else. */
export function holeLink(raw: string, reading: Reading): Link | undefined {
  const target = /^<([^<>\s]+)>$/.exec(raw)?.[1];
  const hole = target === undefined ? undefined : reading.holes.wholeTarget(target);
  if (target === undefined || !hole) return undefined;
  reading.linkHoles.push(hole);
  return { kind: 'link', target: reading.holes.asTarget(target), content: [{ kind: 'text', text: target }] };
}
