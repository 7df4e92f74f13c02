/** Milliseconds that an address has to answer in, over all redirections. */
const PATIENCE = 10_000;
const MOST_REDIRECTIONS = 3;

/** Why something is not to be had at an address: an HTTP status, the code of a system error, or that it took too long; null when it is. */
export async function lookOnline(address: string, stop: AbortSignal): Promise<string | null> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(PATIENCE)]);
  try {
    const answer = await ask(address, 'HEAD', signal);
    const whole = answer.status === 405 || answer.status === 501 ? await ask(address, 'GET', signal) : answer;
    return whole.ok ? null : `HTTP ${whole.status}`;
  } catch (error) {
    return reasonOf(error);
  }
}

async function ask(address: string, method: 'HEAD' | 'GET', signal: AbortSignal): Promise<Response> {
  let next = address;
  for (let redirections = 0; ; redirections++) {
    const answer = await fetch(next, { method, redirect: 'manual', signal, headers: { 'user-agent': 'newsletter' } });
    await answer.body?.cancel();
    const target = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null;
    if (target === null || redirections === MOST_REDIRECTIONS) return answer;
    next = new URL(target, next).href;
  }
}

/** Node tells what went wrong in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'ETIMEDOUT';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : error.message;
}
