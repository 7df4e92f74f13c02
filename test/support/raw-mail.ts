/** The headers of a message as it lies on disk: unfolded, by lower-case name, in the order of the message; octets as Latin-1. */
export function headersOf(raw: Buffer): Map<string, string[]> {
  const head = raw.toString('latin1').split(/\r?\n\r?\n/, 1)[0]!;
  const headers = new Map<string, string[]>();
  for (const line of head.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new Error(`No header: ${line}`);
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), value]);
  }
  return headers;
}
