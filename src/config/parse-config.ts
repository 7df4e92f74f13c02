import { type Parsed, type Place, type Problem, isError, problem } from '../problem/problem.ts';
import type { YamlError } from '../source/find-yaml-faults.ts';
import { nearestName } from '../source/nearest-name.ts';
import { type YamlSource, parseYaml } from '../source/parse-yaml.ts';
import {
  ISSUE_LANGUAGES,
  type Config,
  type DkimConfig,
  type IssueLanguage,
  type PasswordSource,
  type SmtpServer,
  type Translations,
} from './config.ts';
import { type WrittenConfig, configSchema } from './config-schema.ts';
import { parseDkim } from './parse-dkim.ts';
import { parseSmtpServer } from './parse-smtp-server.ts';

/** The variables that may lay over `newsletter.yaml`: those of the environment, and below them those of `.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Text of `newsletter.yaml` → configuration; undefined when any error stands in the way. */
export function parseConfig(text: string, file: string, env: Environment): Parsed<Config | undefined> {
  const source = parseYaml(text);
  if (source.errors.length > 0) {
    return { value: undefined, problems: source.errors.map((error) => syntaxProblem(error, file)) };
  }
  const parsed = configSchema.safeParse(source.value ?? {});
  if (!parsed.success) {
    const found = parsed.error.issues.flatMap((issue) => problemsOf(issue as WrittenIssue, source, file));
    const problems = found.toSorted((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0));
    return { value: undefined, problems };
  }
  const smtp = smtpServer(parsed.data, env, { file, line: source.lineOf(['smtp', 'url']) });
  const dkim = dkimKeys(parsed.data, source, file);
  const problems = [
    ...longLink(parsed.data, source, file),
    ...linkedNowhere(parsed.data, source, file),
    ...smtp.problems,
    ...dkim.problems,
  ];
  return { value: problems.some(isError) ? undefined : complete(parsed.data, smtp.value, dkim.value), problems };
}

/** A line of `smtp` may hold a password, and is not repeated. */
function syntaxProblem({ line, column, path, ...fault }: YamlError, file: string): Problem {
  const isSecret = path[0] === 'smtp' || fault.key === 'smtp' || /smtps?:/i.test(`${fault.key} ${fault.suggestion}`);
  const hidden = { key: path[0] ?? '', suggestion: '', reason: fault.reason.replace(/: .*/, '') };
  return problem('config-syntax', isSecret ? { ...fault, ...hidden } : fault, { file, line, column });
}

function complete(written: WrittenConfig, smtp: SmtpServer | null, dkim: DkimConfig | null): Config {
  const { organisation, from, replyTo, delivery } = written;
  return {
    organisation: {
      name: organisation.name,
      address: organisation.address ?? null,
      url: organisation.url ?? null,
      privacyUrl: organisation.privacyUrl ?? null,
      accessibilityUrl: organisation.accessibilityUrl ?? null,
      translations: translationsOf(organisation),
    },
    logo: organisation.logo ?? null,
    language: written.language,
    timezone: written.timezone,
    typography: written.typography,
    from: { name: from.name, address: from.address, translations: translationsOf(from) },
    replyTo: replyTo ?? null,
    bounces: { address: written.bounces?.address ?? from.address, verp: written.bounces?.verp ?? false },
    unsubscribe: {
      mailto: written.unsubscribe?.mailto ?? replyTo ?? from.address,
      url: written.unsubscribe?.url ?? null,
    },
    archiveUrl: written.archive?.url ?? null,
    archiveMissing: written.archive?.missing ?? 'images',
    archiveIndexed: written.archive?.robots !== 'noindex',
    images: written.images ?? (written.archive === undefined ? 'embedded' : 'linked'),
    lists: new Map(
      Object.entries(written.lists).map(([name, list]) => [
        name,
        {
          title: list.title,
          file: list.file,
          isOutside: list.outside,
          isPublic: list.archive === 'public',
          translations: translationsOf(list),
        },
      ]),
    ),
    themes: written.themes.toSorted((a, b) => a.from.localeCompare(b.from)),
    smtp,
    delivery: { connections: delivery.connections, retryPauses: delivery.retryPauses, interval: delivery.rate ?? 0 },
    dkim,
    testAddresses: [...new Set(written.testAddresses)],
    ledger: written.ledger,
  };
}

/** What was written under the name of a language; what is not there changes nothing. */
function translationsOf<Words extends object>(
  written: Partial<Record<IssueLanguage, Words | undefined>>,
): Translations<Present<Words>> {
  const present = ISSUE_LANGUAGES.flatMap((language) => {
    const words = Object.entries(written[language] ?? {}).filter(([, value]) => value !== undefined);
    return words.length > 0 ? [[language, Object.fromEntries(words)] as const] : [];
  });
  return Object.fromEntries(present);
}

type Present<Words> = { [Key in keyof Words]-?: Exclude<Words[Key], undefined> };

function smtpServer(written: WrittenConfig, env: Environment, place: Place): Parsed<SmtpServer | null> {
  const fromEnvironment = env['NEWSLETTER_SMTP_URL'];
  const url = fromEnvironment || written.smtp?.url;
  if (!url) return { value: null, problems: [] };
  const key = fromEnvironment ? 'NEWSLETTER_SMTP_URL' : 'smtp.url';
  const { tls = 'required', caFile = null } = written.smtp ?? {};
  return parseSmtpServer({ url, key, tls, caFile, password: passwordSource(written, env) }, fromEnvironment ? undefined : place);
}

function passwordSource({ smtp }: WrittenConfig, env: Environment): PasswordSource | null {
  if (env['NEWSLETTER_SMTP_PASSWORD']) return { kind: 'environment' };
  if (smtp?.passwordFile) return { kind: 'file', file: smtp.passwordFile };
  if (smtp?.passwordCommand) return { kind: 'command', command: smtp.passwordCommand };
  return null;
}

/** The longest link that List-Unsubscribe has room for on a line of its own, between a space, its brackets and a comma. */
const LONGEST_LINK = 74;
/** What is put behind the address: a slash and the token. */
const LINK_ENDING = 1 + 27;

function longLink({ unsubscribe }: WrittenConfig, source: YamlSource, file: string): Problem[] {
  const length = (unsubscribe?.url?.length ?? 0) + LINK_ENDING;
  if (length <= LONGEST_LINK) return [];
  const place = { file, line: source.lineOf(['unsubscribe', 'url']) };
  return [problem('unsubscribe-url-long', { length, limit: LONGEST_LINK }, place)];
}

function linkedNowhere({ images, archive }: WrittenConfig, source: YamlSource, file: string): Problem[] {
  if (images !== 'linked' || archive !== undefined) return [];
  return [problem('images-without-archive', {}, { file, line: source.lineOf(['images']) })];
}

function dkimKeys({ dkim, from }: WrittenConfig, source: YamlSource, file: string): Parsed<DkimConfig | null> {
  if (dkim === undefined) return { value: null, problems: [] };
  return parseDkim(dkim, from.address, (path) => ({ file, line: source.lineOf(['dkim', ...path]) }));
}

/** What this file needs of a zod issue. */
interface WrittenIssue {
  readonly code: string;
  readonly path: PropertyKey[];
  readonly keys?: string[];
  readonly expected?: string;
  readonly values?: unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly params?: { expected?: string };
}

function problemsOf(issue: WrittenIssue, source: YamlSource, file: string): Problem[] {
  const place = (path: PropertyKey[]): Place => ({ file, line: source.lineOf(path) });
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => {
      const path = [...issue.path, key];
      const nearest = nearestName(key, knownKeys(issue.path));
      return problem('config-unknown-key', { key: path.join('.'), nearest }, place(path));
    });
  }
  const key = issue.path.join('.');
  const value = valueAt(source.value, issue.path);
  if (value === undefined || value === null) return [problem('config-required', { key }, place(issue.path))];
  const bounds =
    issue.minimum === undefined ? (issue.maximum === undefined ? undefined : `≤ ${issue.maximum}`) : `≥ ${issue.minimum}`;
  const expected = issue.params?.expected ?? issue.values?.join(' | ') ?? issue.expected ?? bounds ?? 'text';
  return [
    problem(
      'config-value',
      { key, expected, value: issue.path[0] === 'smtp' ? '…' : typeof value === 'string' ? value : JSON.stringify(value) },
      place(issue.path),
    ),
  ];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}

/** The keys that may stand in the mapping at `path`, read from the schema itself. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let at: unknown = configSchema;
  for (const key of path) at = unwrap(at, key);
  const shape = (unwrapOptional(at) as { shape?: object }).shape;
  return shape ? Object.keys(shape) : [];
}

function unwrap(schema: unknown, key: PropertyKey): unknown {
  const inner = unwrapOptional(schema) as { shape?: Record<PropertyKey, unknown>; element?: unknown; valueType?: unknown };
  return inner.shape?.[key] ?? inner.element ?? inner.valueType;
}

function unwrapOptional(schema: unknown): object {
  let at = schema as { unwrap?: () => unknown };
  while (typeof at?.unwrap === 'function' && !('element' in at)) at = at.unwrap() as typeof at;
  return at ?? {};
}
