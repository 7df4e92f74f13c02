import type { Command, CommanderError } from 'commander';
import { type Problem, problem } from '../problem/problem.ts';
import type { UsageFault } from '../problem/problem-details.ts';
import { nearestName } from '../source/nearest-name.ts';

const FAULTS: Readonly<Record<string, UsageFault>> = {
  'commander.unknownCommand': 'unknown-command',
  'commander.unknownOption': 'unknown-option',
  'commander.missingArgument': 'missing-argument',
  'commander.optionMissingArgument': 'missing-value',
  'commander.excessArguments': 'excess-arguments',
  'commander.invalidArgument': 'invalid-value',
  'commander.conflictingOption': 'conflict',
  'commander.help': 'unknown-command',
};

/** What commander says in English of a command line, as a problem; the name in it stands in quotes. */
export function usageProblem(error: CommanderError, program: Command): Problem {
  const fault = FAULTS[error.code] ?? 'invalid-value';
  const name = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const known = fault === 'unknown-command' ? withSubcommands(program).map((command) => command.name()) : optionNames(program);
  return problem('usage', { fault, name, nearest: fault.startsWith('unknown') ? nearestName(name, known) : null });
}

function optionNames(program: Command): string[] {
  return withSubcommands(program).flatMap(({ options }) => options.flatMap(({ long }) => long ?? []));
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
