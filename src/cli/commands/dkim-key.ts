import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DkimConfig } from '../../config/config.ts';
import type { Problem } from '../../problem/problem.ts';
import { type DkimRecord, dkimRecord } from '../../sign/dkim-record.ts';
import { loadPrivateKey } from '../../sign/load-private-key.ts';
import { makePrivateKey } from '../../sign/make-private-key.ts';
import type { Words } from '../../words/words.ts';
import type { Context } from '../context.ts';
import { type ChosenKey, type DkimKeyOptions, checkChoice, chooseKey, configurationFor } from '../dkim/choose-key.ts';
import { writeKey } from '../dkim/write-key.ts';
import { EXIT } from '../exit-code.ts';
import { gatherWorkspace } from '../gather-workspace.ts';
import type { CommandResult } from '../result.ts';

/** `newsletter dkim-key`: makes a key to sign with, or finds the one that is there, and tells what the DNS must say of it. */
export async function dkimKey(context: Context, options: DkimKeyOptions): Promise<CommandResult> {
  const workspace = await gatherWorkspace(context);
  if (!workspace.value) return refuse(workspace.problems, EXIT.usage);
  const { folder, config } = workspace.value;
  const chosen = chooseKey(config, options, context.world.clock.now());
  const useless = checkChoice(config, chosen);
  if (useless.length > 0) return refuse(useless, EXIT.usage);
  const path = resolve(folder, chosen.file);
  const created = !existsSync(path);
  const unwritten = created ? writeKey(path, chosen.file, await makePrivateKey(chosen.algorithm), folder) : [];
  if (unwritten.length > 0) return refuse(unwritten, EXIT.refused);
  const { value: key, problems } = await loadPrivateKey(chosen.file, chosen.algorithm, folder);
  if (!key) return refuse(problems, EXIT.refused);
  const record = dkimRecord(chosen.domain, { ...chosen, key });
  const configuration = configurationFor(chosen, config.dkim);
  return {
    exitCode: EXIT.done,
    data: { created, ...chosen, record: { type: 'TXT', ...record }, configuration },
    problems: workspace.problems,
    lines: [
      context.words.dkim[created ? 'made' : 'there'](chosen.file),
      ...recordLines(record, chosen, context.words),
      ...configurationLines(configuration, config.dkim, context.words),
    ],
  };
}

function recordLines({ name, value, zone }: DkimRecord, { domain }: ChosenKey, { dkim }: Words): string[] {
  return ['', dkim.publish(domain), '', dkim.name, name, '', dkim.value, value, '', dkim.zone, '', zone, ''];
}

function configurationLines(configuration: string | null, configured: DkimConfig | null, { dkim }: Words): string[] {
  if (configuration !== null) return [dkim.configure, '', configuration];
  return [configured === null ? dkim.rsaFirst : dkim.configured];
}

function refuse(problems: readonly Problem[], exitCode: CommandResult['exitCode']): CommandResult {
  return { exitCode, data: null, problems, lines: [] };
}
