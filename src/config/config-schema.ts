import { z } from 'zod';
import { isAscii, parseEmailAddress } from '../address/email-address.ts';
import { ISSUE_LANGUAGES } from './config.ts';
import { parseDuration, parseRate } from './parse-duration.ts';

const text = z.string().trim().min(1);
/** What stands in headers: no hole, no HTML, no reply that is none, no control characters. */
const headerText = text.refine((value) => !/\{\{|&(?:[a-z]+|#\d+);|^(?:re|fwd?)\s*:|\p{Cc}/iu.test(value), {
  params: { expected: 'header-text' },
});
const webAddress = z.string().refine((value) => /^https?:\/\/[^\s/]+/.test(value), { params: { expected: 'web-address' } });
const unsubscribeUrl = z
  .string()
  .refine((value) => /^https:\/\/[^\s/?#]+[^\s?#]*$/.test(value), { params: { expected: 'unsubscribe-url' } });
const emailAddress = z.string().transform((value, context) => {
  const parsed = parseEmailAddress(value);
  if (typeof parsed !== 'string' && isAscii(parsed.address)) return parsed.address;
  context.addIssue({ code: 'custom', params: { expected: 'email-address' } });
  return z.NEVER;
});
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
const timezone = z.string().refine(isTimezone, { params: { expected: 'timezone' } });

/** RFC 5321 §4.5.3.1.1 gives a local part 64 octets; a plus and a token of 16 must have room in it. */
const LONGEST_BOUNCES = 64 - 17;

/** The shape of `newsletter.yaml` as people write it; what it means is in `parse-config.ts`. */
export const configSchema = z.strictObject({
  organisation: z.strictObject({
    name: text,
    address: text.optional(),
    url: webAddress.optional(),
    privacyUrl: webAddress.optional(),
    accessibilityUrl: webAddress.optional(),
  }),
  language: z.enum(ISSUE_LANGUAGES).default('fi'),
  timezone: timezone.default('Europe/Helsinki'),
  from: z.strictObject({ name: headerText, address: emailAddress }),
  replyTo: emailAddress.optional(),
  bounces: z
    .strictObject({ address: emailAddress, verp: z.boolean().default(false) })
    .refine(({ address, verp }) => !verp || address.indexOf('@') <= LONGEST_BOUNCES, {
      path: ['address'],
      params: { expected: 'verp-address' },
    })
    .optional(),
  unsubscribe: z.strictObject({ mailto: emailAddress.optional(), url: unsubscribeUrl.optional() }).optional(),
  lists: z.record(z.string().regex(/^[a-z0-9-]+$/), z.strictObject({ title: headerText, file: text })).default({}),
  themes: z.array(z.strictObject({ from: day, theme: text })).default([]),
  archive: z.strictObject({ url: webAddress }).optional(),
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
      domain: text,
      selector: text,
      keyFile: text,
      ed25519: z.strictObject({ selector: text, keyFile: text }).optional(),
    })
    .optional(),
  testAddresses: z.array(emailAddress).default([]),
  ledger: text.default('.newsletter/ledger.db'),
});

export type WrittenConfig = z.output<typeof configSchema>;

function isTimezone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
