import { z } from 'zod';
import { domainOf, isAscii, parseDomain, parseEmailAddress } from '../address/email-address.ts';
import { suspiciousIn, withoutSoftHyphens } from '../source/suspicious-header.ts';
import { hasSeen } from '../source/unseen.ts';
import { ISSUE_LANGUAGES } from './config.ts';
import { isSelector } from './parse-dkim.ts';
import { parseDuration, parseRate } from './parse-duration.ts';
import { isFolderAddress, isHeaderAddress, isWebAddress, plainAddress } from './web-address.ts';

/** Text with something in it that can be seen. */
const text = z
  .string()
  .trim()
  .refine(hasSeen, { params: { expected: 'visible-text' } });
/** What stands in headers. */
const headerText = text
  .refine((value) => !hasSeen(value) || (!value.includes('{{') && suspiciousIn(value) === undefined), {
    params: { expected: 'header-text' },
  })
  .transform(withoutSoftHyphens);
/** An address that stands in the newsletter, as it is written. */
const webAddress = z.string().refine((value) => isWebAddress(value), { params: { expected: 'web-address' } });
/** An address that stands in headers. */
const headerAddress = z
  .string()
  .refine(isHeaderAddress, { params: { expected: 'header-address' } })
  .transform(plainAddress);
const archiveAddress = z
  .string()
  .refine(isFolderAddress, { params: { expected: 'folder-address' } })
  .transform(plainAddress);
const unsubscribeUrl = headerAddress.refine((value) => value.startsWith('https:') && !/[?#]/.test(value), {
  params: { expected: 'unsubscribe-url' },
});
const emailAddress = z.string().transform((value, context) => {
  const parsed = parseEmailAddress(value);
  if (typeof parsed !== 'string' && isAscii(parsed.address)) return parsed.address;
  context.addIssue({ code: 'custom', params: { expected: 'email-address' } });
  return z.NEVER;
});
/** The Message-ID is made with its domain, and should have no more than 250 characters. */
const sendingAddress = emailAddress.refine((address) => domainOf(address).length <= 200, {
  params: { expected: 'sending-address' },
});
const domain = z.string().transform((value, context) => {
  const parsed = parseDomain(value);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', params: { expected: 'domain' } });
  return z.NEVER;
});
const selector = z.string().refine(isSelector, { params: { expected: 'selector' } });
const duration = z.union([z.string(), z.number()]).transform((value, context) => {
  const parsed = parseDuration(String(value));
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', params: { expected: 'duration' } });
  return z.NEVER;
});
const rate = z.string().transform((value, context) => {
  const parsed = parseRate(value);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', params: { expected: 'rate' } });
  return z.NEVER;
});
const day = z.string().refine((value) => /^\d{4}-\d{2}-\d{2}$/.test(value), { params: { expected: 'date' } });
const DEFAULT_TIMEZONE = 'Europe/Helsinki';
const timezone = z.string().refine(isTimezone, { params: { expected: 'timezone' } });

/** RFC 5321 §4.5.3.1.1 gives a local part 64 octets; a plus and a token of 16 must have room in it. */
const LONGEST_BOUNCES = 64 - 17;

/** Fields, and under the name of a language those of them that are different in it. */
function translatable<Shape extends z.ZodRawShape, Words extends z.ZodRawShape>(shape: Shape, words: Words) {
  const translation = z.strictObject(words).partial().optional();
  return z.strictObject({ ...shape, fi: translation, sv: translation, en: translation });
}

const organisation = {
  name: text,
  address: text.optional(),
  url: webAddress.optional(),
  privacyUrl: webAddress.optional(),
  accessibilityUrl: webAddress.optional(),
};

/** YAML 1.2 takes `on` and `off` for words. */
const onOrOff = z
  .union([z.boolean(), z.enum(['on', 'off'])])
  .transform((value) => value === true || value === 'on')
  .default(true);

/** The shape of `newsletter.yaml` as people write it; what it means is in `parse-config.ts`. */
export const configSchema = z.strictObject({
  organisation: translatable({ ...organisation, logo: text.optional() }, organisation),
  language: z.enum(ISSUE_LANGUAGES).default('fi'),
  timezone: timezone.default(DEFAULT_TIMEZONE),
  typography: onOrOff,
  from: translatable({ name: headerText, address: sendingAddress }, { name: headerText }),
  replyTo: emailAddress.optional(),
  bounces: z
    .strictObject({ address: emailAddress, verp: z.boolean().default(false) })
    .refine(({ address, verp }) => !verp || address.indexOf('@') <= LONGEST_BOUNCES, {
      path: ['address'],
      params: { expected: 'verp-address' },
    })
    .optional(),
  unsubscribe: z.strictObject({ mailto: emailAddress.optional(), url: unsubscribeUrl.optional() }).optional(),
  lists: z
    .record(
      z.string().regex(/^[a-z0-9-]+$/),
      translatable(
        {
          title: headerText,
          file: text,
          archive: z.enum(['public', 'none']).default('none'),
          outside: z.boolean().default(false),
        },
        { title: headerText },
      ),
    )
    .default({}),
  themes: z.array(z.strictObject({ from: day, theme: text })).default([]),
  archive: z
    .strictObject({
      url: archiveAddress,
      missing: z.enum(['images', 'warn', 'refuse', 'ignore']).default('images'),
      robots: z.enum(['index', 'noindex']).default('index'),
    })
    .optional(),
  images: z.enum(['embedded', 'linked']).optional(),
  smtp: z
    .strictObject({
      url: text.optional(),
      tls: z.enum(['required', 'off']).default('required'),
      caFile: text.optional(),
      passwordFile: text.optional(),
      passwordCommand: z.array(text).min(1).optional(),
    })
    .optional(),
  delivery: z
    .strictObject({
      connections: z.int().min(1).max(50).default(5),
      rate: rate.optional(),
      retryPauses: z.array(duration).default([30_000, 120_000, 600_000]),
    })
    .prefault({}),
  dkim: z
    .strictObject({
      domain,
      selector,
      keyFile: text,
      ed25519: z.strictObject({ selector, keyFile: text }).optional(),
    })
    .refine(({ selector, ed25519 }) => selector.toLowerCase() !== ed25519?.selector.toLowerCase(), {
      path: ['ed25519', 'selector'],
      params: { expected: 'other-selector' },
    })
    .optional(),
  testAddresses: z.array(emailAddress).default([]),
  ledger: text.default('.newsletter/ledger.db'),
});

export type WrittenConfig = z.output<typeof configSchema>;

/** Asking the system takes a while, and most workspaces are in one zone. */
function isTimezone(name: string): boolean {
  if (name === DEFAULT_TIMEZONE) return true;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
