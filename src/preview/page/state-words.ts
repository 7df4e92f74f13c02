import type { IssueState, Voice } from '../studio.ts';

/** How far an issue is, in words with counts. */
export function stateWords(state: IssueState, { words, page }: Voice, timezone: string): string {
  switch (state.kind) {
    case 'draft':
    case 'unclear':
      return page.states[state.kind];
    case 'stopped':
      return page.states.stopped(words.time(state.startedAt, timezone), words.counts(state.counts));
    case 'sending':
      return page.states.sending(words.time(state.startedAt, timezone), words.counts(state.counts));
    case 'sent':
      return page.states.sent(words.time(state.startedAt, timezone), words.counts(state.counts));
    case 'recorded':
      return page.states.recorded(words.time(state.startedAt, timezone), state.accepted, state.recipients);
  }
}
