/** Whom an issue goes to: those of its lists, or those whom an earlier issue brought to a state. */
export type Audience =
  { readonly kind: 'lists' } | { readonly kind: 'earlier'; readonly state: EarlierState; readonly slug: string };

const EARLIER_STATES = ['accepted', 'rejected', 'unknown'] as const;
export type EarlierState = (typeof EARLIER_STATES)[number];

export const LISTS: Audience = { kind: 'lists' };

/** `lists`, or `accepted:<slug>` and the like; undefined when it is neither. */
export function parseAudience(written: string): Audience | undefined {
  if (written === 'lists') return LISTS;
  const [name, slug = ''] = written.split(/:(.*)/s);
  const state = EARLIER_STATES.find((known) => known === name);
  return state === undefined || slug === '' ? undefined : { kind: 'earlier', state, slug };
}

export function formatAudience(audience: Audience): string {
  return audience.kind === 'lists' ? 'lists' : `${audience.state}:${audience.slug}`;
}
