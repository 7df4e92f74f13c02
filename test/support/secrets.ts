import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Of a length that moves the password to other places in base64 than it has alone. */
export const USER = 'viestinta@example.org';
/** A password with everything in it that URLs, YAML, JSON, CSV and shells treat as their own. */
export const PASSWORD = 'Sala:s"ana#ä 1%40';

/** What must not be found: the password whole and in part, as it is sent in each kind of login, and as URLs and cells write it. */
const FORMS: readonly string[] = [
  PASSWORD,
  'ana#ä 1%40',
  Buffer.from('ana#ä 1%40').toString('latin1'),
  encodeURIComponent(PASSWORD),
  encodeURI(PASSWORD),
  asInUrl(PASSWORD),
  ...[PASSWORD, `\0${USER}\0${PASSWORD}`, `${USER}\0${USER}\0${PASSWORD}`, `${USER}:${PASSWORD}`, `:${PASSWORD}`].map((text) =>
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
  ),
];

/** Where the password stands in one of its forms, of texts by name. */
export function leaksIn(texts: Readonly<Record<string, string | Buffer>>): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    FORMS.filter((form) => text.includes(form)).map((form) => `${name}: ${form}`),
  );
}

/** The content of every file under a folder, by path. */
export function contentsOf(folder: string): Record<string, Buffer> {
  const paths = (readdirSync(folder, { recursive: true }) as string[]).map((name) => join(folder, name));
  return Object.fromEntries(paths.filter((path) => statSync(path).isFile()).map((path) => [path, readFileSync(path)]));
}

function asInUrl(password: string): string {
  return Object.assign(new URL('smtp://me@mail.example.org'), { password }).password;
}
