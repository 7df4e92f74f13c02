import { parseYaml } from '../source/parse-yaml.ts';

/** What a real send leaves outside the ledger, so that a lost ledger cannot mail everyone again. It holds no addresses. */
export interface Trace {
  readonly slug: string;
  /** The ledger's id, and its generation when the last run of this send began or ended. */
  readonly ledger: string;
  readonly generation: number;
  readonly bodyHash: string;
  /** The hashes of the text in other languages than the issue's own, as far as they are known. */
  readonly variants: Readonly<Record<string, string>>;
  /** The hashes of the texts that went out before this one under the same slug. */
  readonly earlierBodies: readonly string[];
  /** How many had been accepted when this was written: a ledger that knows of fewer is an older one. */
  readonly accepted: number;
  readonly templates: Readonly<Record<string, string>>;
  readonly recipients: number;
  readonly startedAt: string;
  readonly lastRunAt: string;
}

export function formatTrace(trace: Trace): string {
  return [
    '# Left by `newsletter send`. Keep it beside the issue, in version control too: without it a lost',
    '# ledger would not be noticed, and everyone would be mailed a second time.',
    `slug: "${trace.slug}"`,
    `ledger: "${trace.ledger}"`,
    `generation: ${trace.generation}`,
    `body: "${trace.bodyHash}"`,
    'templates:',
    ...Object.entries(trace.templates).map(([language, hash]) => `  "${language}": "${hash}"`),
    ...variantLines(trace),
    ...(trace.earlierBodies.length > 0 ? [`earlier: [${trace.earlierBodies.map((hash) => `"${hash}"`).join(', ')}]`] : []),
    `recipients: ${trace.recipients}`,
    `accepted: ${trace.accepted}`,
    `started: "${trace.startedAt}"`,
    `lastRun: "${trace.lastRunAt}"`,
    '',
  ].join('\n');
}

function variantLines({ variants }: Trace): string[] {
  const lines = Object.entries(variants).map(([language, hash]) => `  "${language}": "${hash}"`);
  return lines.length === 0 ? [] : ['variants:', ...lines];
}

/** A trace as read, or why the text is none. */
export type ParsedTrace = { readonly value: Trace } | { readonly value: undefined; readonly reason: string };

export function parseTrace(text: string): ParsedTrace {
  const source = parseYaml(text);
  const value = (source.value ?? {}) as Readonly<Record<string, unknown>>;
  const { slug, ledger, generation, body, variants, earlier, templates, recipients, accepted, started, lastRun } = value;
  const isWhole =
    typeof slug === 'string' && typeof ledger === 'string' && typeof generation === 'number' && typeof body === 'string';
  if (!isWhole) {
    return { value: undefined, reason: source.errors[0]?.reason ?? 'slug, ledger, generation, body' };
  }
  const trace = {
    slug,
    ledger,
    generation,
    bodyHash: body,
    earlierBodies: Array.isArray(earlier) ? earlier.map(String) : [],
    accepted: Number(accepted ?? 0),
    variants: (variants ?? {}) as Record<string, string>,
    templates: (templates ?? {}) as Record<string, string>,
    recipients: Number(recipients ?? 0),
    startedAt: typeof started === 'string' ? started : '',
    lastRunAt: typeof lastRun === 'string' ? lastRun : '',
  };
  return { value: trace };
}
