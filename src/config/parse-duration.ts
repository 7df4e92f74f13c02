const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };

/** `30s`, `2min`, `1.5h`, `500ms` → milliseconds; a bare number is seconds; undefined when it is none of these. */
export function parseDuration(written: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h)?$/.exec(written.trim());
  if (!match) return undefined;
  return Math.round(Number(match[1]) * UNITS[match[2] ?? 's']!);
}

/** `30/min`, `10/s`, `500/h` → the least milliseconds between two messages; undefined when it is not a rate. */
export function parseRate(written: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*\/\s*(s|min|h)$/.exec(written.trim());
  if (!match || Number(match[1]) === 0) return undefined;
  return UNITS[match[2]!]! / Number(match[1]);
}
