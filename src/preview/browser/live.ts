import { hearServer } from './hear-server.ts';

/** Calls back at each change, for as long as the page is open; says in the page whether it is connected. A server that was started anew wants the page anew. */
export function listenForChanges(status: HTMLElement | null, onChange: () => void): void {
  let known: string | undefined;
  hearServer((heard) => {
    say(status, heard.kind === 'lost' ? 'lost' : 'live');
    if (heard.kind === 'run') {
      if (known !== undefined && known !== heard.run) location.reload();
      known = heard.run;
    }
    // Whatever changed before there was a connection, or while it was away, was told to nobody.
    if (heard.kind === 'run' || heard.kind === 'changed') onChange();
  });
}

function say(status: HTMLElement | null, state: 'live' | 'lost'): void {
  const words = status?.querySelector('span');
  if (!status || !words || status.dataset['state'] === state) return;
  status.dataset['state'] = state;
  words.textContent = status.dataset[state] ?? '';
}
