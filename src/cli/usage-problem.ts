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
export function usageProblem(error: CommanderError, program: Command, argv: readonly string[]): Problem {
  const fault = FAULTS[error.code] ?? 'invalid-value';
  const [name = '', value = ''] = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1]!.replace(/ [<[].*$/, ''));
  const known = fault === 'unknown-command' ? withSubcommands(program).map((command) => command.name()) : optionNames(program);
  const nearest = fault.startsWith('unknown') ? nearestName(name, known) : null;
  return problem('usage', { fault, name, nearest, value, command: commandIn(argv, program) });
}

/** The names of the command that was meant, each with a space behind it, as they stand before `--help`. */
function commandIn(argv: readonly string[], program: Command): string {
  const named = withSubcommands(program)
    .slice(1)
    .map((command) => command.name());
  return argv
    .filter((argument) => named.includes(argument))
    .map((name) => `${name} `)
    .join('');
}

function optionNames(program: Command): string[] {
  return withSubcommands(program).flatMap(({ options }) => options.flatMap(({ long }) => long ?? []));
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
