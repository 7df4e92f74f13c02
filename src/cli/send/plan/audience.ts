/** Whom an issue goes to: those of its lists, or those whom an earlier issue brought to certain states. */
export type Audience =
  { readonly kind: 'lists' } | { readonly kind: 'earlier'; readonly states: readonly EarlierState[]; readonly slug: string };

const EARLIER_STATES = ['accepted', 'rejected', 'unknown'] as const;
export type EarlierState = (typeof EARLIER_STATES)[number];

export const LISTS: Audience = { kind: 'lists' };

/** `lists`, or `accepted:<slug>`, `accepted,unknown:<slug>` and the like; undefined when it is neither. */
export function parseAudience(written: string): Audience | undefined {
  if (written === 'lists') return LISTS;
  const [names = '', slug = ''] = written.split(/:(.*)/s);
  const states = EARLIER_STATES.filter((state) => names.split(',').includes(state));
  const isKnown = names.split(',').every((name) => states.some((state) => state === name));
  return !isKnown || slug === '' ? undefined : { kind: 'earlier', states, slug };
}

export function formatAudience(audience: Audience): string {
  return audience.kind === 'lists' ? 'lists' : `${audience.states.join()}:${audience.slug}`;
}

/** Whether a recipient that the earlier issue brought to this state is meant. */
export function isInAudience(states: readonly EarlierState[], state: string): boolean {
  return states.some((meant) => meant === state);
}
