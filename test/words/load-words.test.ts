import { describe, expect, test } from 'vitest';
import { ISSUE_LANGUAGES } from '../../src/config/config.ts';
import { loadWords, wordsIn } from '../../src/words/load-words.ts';

const UNKNOWN_COMMAND = { fi: 'Komentoa ”x” ei ole.', sv: 'Kommandot ”x” finns inte.', en: 'There is no command "x".' };

describe('the language that the program speaks', () => {
  test.each([
    [{ NEWSLETTER_LANG: 'fi' }, 'en-GB', 'fi'],
    [{ NEWSLETTER_LANG: 'sv' }, 'en-GB', 'sv'],
    [{ NEWSLETTER_LANG: 'SV' }, 'en-GB', 'sv'],
    [{ NEWSLETTER_LANG: 'en', LANG: 'sv_FI.UTF-8' }, 'sv-FI', 'en'],
    [{ NEWSLETTER_LANG: '', LANG: 'sv_FI.UTF-8' }, 'en-GB', 'sv'],
    [{ LANG: 'sv_SE@euro' }, 'en-GB', 'sv'],
    [{ LC_MESSAGES: 'sv_FI', LANG: 'fi_FI.UTF-8' }, 'en-GB', 'sv'],
    [{ LC_ALL: 'fi_FI.UTF-8', LC_MESSAGES: 'sv_FI.UTF-8' }, 'en-GB', 'fi'],
    [{}, 'sv-SE', 'sv'],
    [{}, 'fi', 'fi'],
    [{ LANG: 'C' }, 'sv-FI', 'en'],
    [{ LANG: 'C.UTF-8' }, 'fi-FI', 'en'],
    [{ NEWSLETTER_LANG: 'svenska' }, 'fi-FI', 'en'],
    [{}, 'fil-PH', 'en'],
    [{}, 'de-DE', 'en'],
    [{}, '', 'en'],
  ] as const)('with %j and the locale %j it is %s', async (env, locale, language) => {
    const words = await loadWords({ env, locale });
    expect(words.usage['unknown-command']('x', '')).toBe(UNKNOWN_COMMAND[language]);
  });

  test.each(ISSUE_LANGUAGES)('is had by its name: %s', async (language) => {
    expect((await wordsIn(language)).usage['unknown-command']('x', '')).toBe(UNKNOWN_COMMAND[language]);
  });
});
