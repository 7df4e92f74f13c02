import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { STATES } from '../ledger/recipient.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { loadWords } from '../words/load-words.ts';
import type { Words } from '../words/words.ts';
import { type Context, makeContext } from './context.ts';
import { findWorkspace } from './find-workspace.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import type { Invocation } from './invocation.ts';
import { jsonPieces, mapped } from './json-pieces.ts';
import { makeProgram } from './program.ts';
import type { CommandResult } from './result.ts';
import { problemToJson, problemToText } from './show-problem.ts';
import { withPlainOutput } from './terminal.ts';
import { usageProblem } from './usage-problem.ts';
import type { World } from './world.ts';
import { writePieces } from './write-pieces.ts';

/** The program: understands the arguments, runs the command, tells of it, gives the exit code. Touches nothing but its world. */
export async function run(given: World): Promise<ExitCode> {
  const world = withPlainOutput(given);
  const words = await loadWords(world);
  let exitCode: ExitCode = EXIT.done;
  const program = makeProgram(words, world, async (invocation) => {
    exitCode = await invoke(world, words, invocation);
  });
  try {
    await program.parseAsync([...world.argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    if (error instanceof CommanderError && error.code === 'commander.help') {
      const group = program.commands.find((command) => command.commands.length > 0 && world.argv.includes(command.name()));
      world.stderr.write((group ?? program).helpInformation());
      return EXIT.usage;
    }
    const failure =
      error instanceof CommanderError
        ? usageProblem(error, program, world.argv)
        : problem('internal', { reason: reasonOf(error) });
    const failed = error instanceof CommanderError ? EXIT.usage : EXIT.internal;
    const command = world.argv.find((argument) => program.commands.some((known) => known.name() === argument)) ?? '';
    tellFailure(failure, failed, command, makeContext(world, words, world.cwd, world.argv.includes('--json')));
    if (failed === EXIT.internal && world.env['NEWSLETTER_DEBUG'] && error instanceof Error)
      world.stderr.write(`${error.stack}\n`);
    return failed;
  }
}

async function invoke(world: World, words: Words, { command, folder, json, execute }: Invocation): Promise<ExitCode> {
  const context = makeContext(world, words, folder === null ? findWorkspace(world.cwd) : resolve(world.cwd, folder), json);
  const result = await execute(context);
  if (typeof result === 'number') return result;
  try {
    if (json) writeJson(world, resultToJson(command, result, words));
    else tellResult(result, command, context);
  } finally {
    result.release?.();
  }
  return result.exitCode;
}

function writeJson({ stdout }: World, value: object): void {
  writePieces(stdout, jsonPieces(value, 2));
  stdout.write('\n');
}

function resultToJson(command: string, { exitCode, data, problems }: CommandResult, words: Words): object {
  const found = problems.map((problem) => problemToJson(problem, words));
  return { schemaVersion: 1, command, ok: exitCode === EXIT.done, data, problems: found };
}

/** What `check` finds is its result and goes to stdout with it; elsewhere problems go to stderr. */
function tellResult({ lines, problems, data }: CommandResult, command: string, { world, words, paintErr }: Context): void {
  const isResult = command === 'check' && data !== null;
  if (!isResult) for (const problem of problems) world.stderr.write(`${problemToText(problem, words, paintErr)}\n`);
  writePieces(
    world.stdout,
    mapped(lines, (line) => `${line}\n`),
  );
}

function tellFailure(failure: Problem, exitCode: ExitCode, command: string, { world, words, json, paintErr }: Context): void {
  if (!json) {
    world.stderr.write(`${problemToText(failure, words, paintErr)}\n`);
    return;
  }
  if (command !== 'send') {
    const result = { exitCode, data: null, problems: [failure], lines: [] };
    writeJson(world, resultToJson(command, result, words));
    return;
  }
  const summary = { type: 'summary', schemaVersion: 1, command, ok: false, exitCode, inFlightLimit: 0, counts: NO_COUNTS };
  world.stdout.write(`${JSON.stringify({ type: 'problem', ...problemToJson(failure, words) })}\n${JSON.stringify(summary)}\n`);
}

const NO_COUNTS = Object.fromEntries(STATES.map((state) => [state, 0]));

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
