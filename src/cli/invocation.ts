import type { Command } from 'commander';
import type { Context } from './context.ts';
import type { ExitCode } from './exit-code.ts';
import type { CommandResult } from './result.ts';

/** A command as understood from the arguments. What executes it is loaded only then: `--help` loads no command. */
export interface Invocation {
  readonly command: string;
  /** The workspace's folder as written; null when none was. */
  readonly folder: string | null;
  readonly json: boolean;
  readonly execute: (context: Context) => Promise<CommandResult | ExitCode>;
}

/** Adds a command by its name, its description and worked examples. */
export type AddCommand = (name: string, description: string, examples: string) => Command;

/** Starts what a command line asks for; `command` is what it is called in JSON. */
export type StartCommand = (command: string, execute: Invocation['execute']) => Promise<void>;
