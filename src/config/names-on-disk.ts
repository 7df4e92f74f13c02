import { pathOnDisk } from '../source/path-on-disk.ts';
import type { Config, DkimConfig, SmtpServer } from './config.ts';

/** A configuration with the files that it names in the form that their names have on this disk; `folder` is the workspace. */
export function withNamesOnDisk(config: Config, folder: string): Config {
  const named = (path: string): string => pathOnDisk(folder, path);
  return {
    ...config,
    logo: config.logo === null ? null : named(config.logo),
    lists: new Map([...config.lists].map(([name, list]) => [name, { ...list, file: named(list.file) }])),
    smtp: config.smtp && serverOnDisk(config.smtp, named),
    dkim: config.dkim && keysOnDisk(config.dkim, named),
    ledger: named(config.ledger),
  };
}

type Named = (path: string) => string;

function serverOnDisk(server: SmtpServer, named: Named): SmtpServer {
  const { caFile, login } = server;
  const isFile = login?.password.kind === 'file';
  return {
    ...server,
    caFile: caFile === null ? null : named(caFile),
    login: isFile ? { ...login, password: { kind: 'file', file: named(login.password.file) } } : login,
  };
}

function keysOnDisk({ domain, rsa, ed25519 }: DkimConfig, named: Named): DkimConfig {
  return {
    domain,
    rsa: { ...rsa, file: named(rsa.file) },
    ed25519: ed25519 && { ...ed25519, file: named(ed25519.file) },
  };
}
