import { formatPageState } from '../page-state.ts';
import { fold } from './fold.ts';
import { type Html, html } from './html.ts';
import type { IssueContext } from '../issue-context.ts';

const DISABLED: Html = { html: 'disabled' };

/** A test copy to one of the addresses that are kept for that. */
export function testSection(context: IssueContext): Html {
  const { voice, issue, token, state } = context;
  const { page, words } = voice;
  const addresses = issue.config.testAddresses;
  const { lastTest } = issue;
  const outcome = lastTest
    ? html`<div class="outcome ${lastTest.isAccepted ? 'good' : 'bad'}" role="status">
        <p><b>${page.test.tried(lastTest.address, words.time(lastTest.at, issue.config.timezone))}</b></p>
        ${lastTest.lines.map((line) => html`<p>${line}</p>`)}
      </div>`
    : null;
  const form =
    addresses.length === 0
      ? html`<p>${page.test.noAddresses}</p>
          <pre tabindex="0"><code>testAddresses: [${page.test.example}]</code></pre>`
      : html`<form
            method="post"
            action="/issues/${issue.slug}/test${formatPageState(state)}"
            data-stay
            data-busy="${page.test.busy}"
          >
            <input type="hidden" name="token" value="${token}" />
            <label for="TestAddress">${page.test.to}</label>
            <select id="TestAddress" name="address">
              ${addresses.map((address) => html`<option>${address}</option>`)}
            </select>
            <button type="submit" ${issue.isTesting ? DISABLED : null}>
              ${issue.isTesting ? page.test.busy : page.test.send}
            </button>
          </form>
          <p class="hint">${issue.config.smtp ? page.test.real : page.test.outbox}</p>`;
  return fold('Test', page.test.title, html`${form}${outcome}`);
}
