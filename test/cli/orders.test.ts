import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { SmtpReceiver } from '../support/smtp-receiver.ts';
import { ISSUE, TestWorkspace, listOf } from '../support/workspace.ts';

const CORRECTION = ISSUE.replace('title: Uutiskirje', 'title: Oikaisu').replace('Lisää tekstiä', 'Päivä oli väärä');
const PEOPLE = 6;

/** What staff may do, in any order and any number of times. */
const STEPS = {
  rehearse: ['send', 'tammikuu', '--yes', '--outbox'],
  test: ['send', 'tammikuu', '--test', 'testi@example.fi'],
  begin: ['send', 'tammikuu', '--yes', '--limit', '2'],
  only: ['send', 'tammikuu', '--yes', '--only', 'jarjesto3@example.org'],
  send: ['send', 'tammikuu', '--yes'],
  again: ['send', 'tammikuu', '--yes', '--retry-rejected'],
  rehearseCorrection: ['send', 'oikaisu', '--yes', '--outbox', '--to', 'accepted:tammikuu'],
  testCorrection: ['send', 'oikaisu', '--test', 'testi@example.fi'],
  correct: ['send', 'oikaisu', '--yes', '--to', 'accepted:tammikuu'],
  correctMore: ['send', 'oikaisu', '--yes', '--include-new', '--to', 'accepted:tammikuu'],
  suppress: ['subscribers', 'suppress', 'jarjesto1@example.org'],
  unsuppress: ['subscribers', 'unsuppress', 'jarjesto1@example.org'],
} as const;
type Step = keyof typeof STEPS;

/** What the receiver may ever have taken, told from its log alone. */
class Watch {
  readonly #receiver: SmtpReceiver;
  readonly #first = new Set<string>();
  readonly #corrected = new Set<string>();
  #seen = 0;
  #isSuppressed = false;

  constructor(receiver: SmtpReceiver) {
    this.#receiver = receiver;
  }

  observe(step: Step): void {
    for (const { to, raw } of this.#receiver.accepted.slice(this.#seen)) this.#judge(step, to, raw.toString('latin1'));
    this.#seen = this.#receiver.accepted.length;
    if (step === 'suppress') this.#isSuppressed = true;
    if (step === 'unsuppress') this.#isSuppressed = false;
  }

  #judge(step: Step, to: string, raw: string): void {
    if (to === 'testi@example.fi') {
      expect(step).toMatch(/^test/);
      expect(raw).toMatch(/^Subject: TEST: /m);
      return;
    }
    expect(raw).not.toMatch(/^Subject: TEST/m);
    expect(step).toMatch(/^(begin|only|send|again|correct|correctMore)$/);
    if (this.#isSuppressed) expect(to).not.toBe('jarjesto1@example.org');
    if (step === 'only') expect(to).toBe('jarjesto3@example.org');
    const isCorrection = raw.includes('Oikaisu');
    expect(isCorrection).toBe(step.startsWith('correct'));
    if (isCorrection) expect(this.#first, to).toContain(to);
    const had = isCorrection ? this.#corrected : this.#first;
    expect(had, `${to} twice`).not.toContain(to);
    had.add(to);
  }
}

test('rehearsals, tests, the real send, suppressions and a correction, in any order: nobody gets what they should not', async () => {
  const steps = fc.array(fc.constantFrom(...(Object.keys(STEPS) as Step[])), { minLength: 3, maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(steps, async (order) => {
      const receiver = await new SmtpReceiver({
        refuse: (address) => (address.startsWith('jarjesto5@') ? { code: 550, text: '5.2.1 full' } : undefined),
      }).start();
      const workspace = new TestWorkspace({ 'issues/oikaisu.md': CORRECTION, 'subscribers/jarjestot.csv': listOf(PEOPLE) });
      const watch = new Watch(receiver);
      try {
        for (const step of order) {
          const run = await runProgram(workspace.folder, STEPS[step], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
          expect(run.exitCode, run.stderr).not.toBe(70);
          watch.observe(step);
        }
      } finally {
        workspace.remove('');
        await receiver.stop();
      }
    }),
    { numRuns: 25 },
  );
});
