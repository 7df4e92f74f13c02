import { join } from 'node:path';

/**
 * A folder of what lies beside the project and is not part of it: `seeds`, the staff's real texts, or `inputs`, small inputs with what is
 * right. NEWSLETTER_SHARED names the folder that they are in; without it the tests that use it fail.
 */
export function sharedFolder(name: 'seeds' | 'inputs'): string {
  const folder = process.env['NEWSLETTER_SHARED'];
  if (!folder) throw new Error('NEWSLETTER_SHARED must name the folder that has seeds/ and inputs/');
  return join(folder, name);
}
