/** RFC 5322 §3.3, in UTC: `Wed, 22 Dec 2021 07:00:00 +0000`. */
export function formatMailDate(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}
