import type { TlsFault } from '../../problem/problem-details.ts';

/** What nodemailer tells of a connection that could not be opened. `originalCode` is that of Node or OpenSSL. */
export interface OpeningError extends Error {
  readonly code?: string;
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

const FAULTS: Readonly<Record<string, TlsFault>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-authority',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other-name',
};

/** What is wrong with the security of a connection; undefined when something else is, such as that it was broken off. */
export function tlsFaultOf(error: OpeningError): TlsFault | undefined {
  const code = error.originalCode ?? error.code ?? '';
  const known = FAULTS[code];
  if (known) return known;
  if (error.code === 'ETLS') return error.response === undefined ? oldOrOther(error) : 'no-tls';
  return error.response === undefined && /^ERR_SSL_|^EPROTO$|^CERT_|_CERT/.test(code) ? oldOrOther(error) : undefined;
}

function oldOrOther({ message }: OpeningError): TlsFault {
  return /protocol version|unsupported protocol|version too low|no protocols/i.test(message) ? 'old-tls' : 'other';
}
