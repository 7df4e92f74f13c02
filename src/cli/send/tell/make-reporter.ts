import type { Context } from '../../context.ts';
import { HumanReporter } from './human-reporter.ts';
import { JsonReporter } from './json-reporter.ts';
import type { SendReporter } from './send-reporter.ts';

export function makeReporter(context: Context): SendReporter {
  return context.json ? new JsonReporter(context) : new HumanReporter(context);
}
