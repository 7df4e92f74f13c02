import { ISSUE_LANGUAGES, type IssueLanguage } from '../config/config.ts';
import { SYNTHETIC } from './reader/synthetic.ts';

/** The ways to look at an issue, in the order in which they are offered. */
export const VIEWS = ['email', 'dark', 'forced', 'images', 'text', 'web', 'source'] as const;
export type View = (typeof VIEWS)[number];

export const WIDTHS = ['desktop', 'phone'] as const;
export type Width = (typeof WIDTHS)[number];

/** One look at the issue. */
export interface Pane {
  readonly view: View;
  readonly width: Width;
}

/** What an author has chosen to see; all of it stands in the page's address, so that it can be gone back to. */
export interface PageState {
  readonly first: Pane;
  /** Beside it; null for one at a time. */
  readonly second: Pane | null;
  /** Null for the issue's own. */
  readonly language: IssueLanguage | null;
  readonly theme: string | null;
  /** As whom it is read: one of the synthetic readers, or the id of a recipient. */
  readonly as: string;
  /** Whether recipients of the lists were asked for. */
  readonly real: boolean;
  /** What was looked for among them. */
  readonly find: string;
}

export const START: PageState = {
  first: { view: 'email', width: 'desktop' },
  second: { view: 'email', width: 'phone' },
  language: null,
  theme: null,
  as: SYNTHETIC[0],
  real: false,
  find: '',
};

/** Understands the query of an address; whatever it does not know is as if it were not there. */
export function parsePageState(query: URLSearchParams): PageState {
  const language = query.get('language');
  return {
    first: {
      view: oneOf(VIEWS, query.get('view')) ?? START.first.view,
      width: oneOf(WIDTHS, query.get('width')) ?? START.first.width,
    },
    second:
      query.get('beside') === 'none'
        ? null
        : {
            view: oneOf(VIEWS, query.get('beside')) ?? START.second!.view,
            width: oneOf(WIDTHS, query.get('besideWidth')) ?? START.second!.width,
          },
    language: oneOf(ISSUE_LANGUAGES, language),
    theme: query.get('theme') || null,
    as: /^[a-z0-9-]{1,40}$/.test(query.get('as') ?? '') ? query.get('as')! : START.as,
    real: query.get('real') === '1',
    find: (query.get('find') ?? '').slice(0, 200),
  };
}

function oneOf<Value extends string>(values: readonly Value[], written: string | null): Value | null {
  return values.find((value) => value === written) ?? null;
}

/** The query of a state, with its question mark; what is as at the start is left out. */
export function formatPageState(state: PageState): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string | null | undefined, usual: string | null): void => {
    if (value && value !== usual) query.set(name, value);
  };
  set('view', state.first.view, START.first.view);
  set('width', state.first.width, START.first.width);
  set('beside', state.second ? state.second.view : 'none', START.second!.view);
  set('besideWidth', state.second?.width, START.second!.width);
  set('language', state.language, null);
  set('theme', state.theme, null);
  set('as', state.as, START.as);
  set('real', state.real ? '1' : null, null);
  set('find', state.find, '');
  const written = query.toString();
  return written === '' ? '?' : `?${written}`;
}
