/** What is heard of the server: which run of it this is, that something changed, that it is there, that it is not. */
export type Heard = { readonly kind: 'run'; readonly run: string } | { readonly kind: 'changed' | 'alive' | 'lost' };

/** Milliseconds without any sign of life after which a connection is taken for dead: the server gives one every 15 s. */
const SILENCE = 40_000;
/** Milliseconds before a connection that was refused is tried again. */
const PAUSE = 2000;
const NAME = 'newsletter-preview';

/**
 * Hears the server. Browsers allow six connections to one server, so of all pages that are open one has a connection and tells the others; when
 * it goes, the next takes over. Where there are no locks, as over plain HTTP from another computer, each has its own.
 */
export function hearServer(tell: (heard: Heard) => void): void {
  // Other than TypeScript says, it is not there on pages that are not secure.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) {
    connect(tell);
    return;
  }
  const others = new BroadcastChannel(NAME);
  let newest: Heard | undefined;
  others.addEventListener('message', ({ data }: MessageEvent<Heard | 'news?'>) => {
    if (data !== 'news?') tell(data);
    else if (newest) others.postMessage(newest);
  });
  others.postMessage('news?');
  const speakForAll = (): Promise<never> => {
    connect((heard) => {
      if (heard.kind === 'run') newest = heard;
      others.postMessage(heard);
      tell(heard);
    });
    return new Promise(() => undefined);
  };
  void locks.request(NAME, speakForAll);
}

/** Server-sent events, kept up over pauses and sleep. */
function connect(tell: (heard: Heard) => void): void {
  let source: EventSource | undefined;
  let heardAt = 0;
  const hear = (heard: Heard): void => {
    heardAt = performance.now();
    tell(heard);
  };
  const open = (): void => {
    source?.close();
    heardAt = performance.now();
    source = new EventSource('/changes');
    source.addEventListener('run', ({ data }: MessageEvent<string>) => hear({ kind: 'run', run: data }));
    source.addEventListener('changed', () => hear({ kind: 'changed' }));
    source.addEventListener('alive', () => hear({ kind: 'alive' }));
    source.addEventListener('error', () => {
      tell({ kind: 'lost' });
      if (source?.readyState === EventSource.CLOSED) setTimeout(open, PAUSE);
    });
  };
  open();
  setInterval(() => {
    if (performance.now() - heardAt > SILENCE) open();
  }, PAUSE);
  addEventListener('online', open);
}
