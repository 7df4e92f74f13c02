// Where Debian's package postfix has its tools for measuring, which is in the path of root alone.
import { existsSync } from 'node:fs';

const FOLDER = '/usr/sbin';

export function postfixTool(name) {
  return `${FOLDER}/${name}`;
}

export function hasPostfixTools() {
  return ['smtp-sink', 'smtp-source'].every((name) => existsSync(postfixTool(name)));
}
