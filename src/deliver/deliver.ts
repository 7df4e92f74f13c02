import { LedgerWriteFailed } from '../ledger/group-commit.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { Connection } from './connection.ts';
import { Delivery } from './delivery.ts';
import type { DeliveryRun } from './delivery-run.ts';

/** Tries every recipient that is due, over several connections. Gives what stopped it early; the rest stands in the ledger. */
export async function deliver(run: DeliveryRun): Promise<Problem | undefined> {
  const delivery = new Delivery(run);
  await Promise.all(Array.from({ length: run.connections }, () => work(delivery)));
  return delivery.fault;
}

/** One connection's work, until nothing is left or the run ends. */
async function work(delivery: Delivery): Promise<void> {
  const connection = new Connection(delivery);
  try {
    await connection.work();
  } catch (error) {
    delivery.giveUp();
    if (!(error instanceof LedgerWriteFailed)) throw error;
    delivery.end(problem('ledger-write-failed', { reason: error.message }));
  } finally {
    connection.close();
  }
}
