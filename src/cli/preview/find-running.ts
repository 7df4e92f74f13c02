/** What a preview says of itself when it is asked. */
export interface Identity {
  /** A hash of the workspace's path. */
  readonly workspace: string;
  /** Another one each time that a preview is started. */
  readonly run: string;
}

/** Milliseconds that whatever listens there has to answer. */
const PATIENCE = 1_000;

/** The identity of the preview that listens on a port of this computer; undefined when something else does. */
export async function findRunning(port: number): Promise<Identity | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/identity`, {
      signal: AbortSignal.timeout(PATIENCE),
      redirect: 'error',
    });
    const found = (await response.json()) as Partial<Identity> | null;
    return typeof found?.workspace === 'string' && typeof found.run === 'string' ? (found as Identity) : undefined;
  } catch {
    return undefined;
  }
}
