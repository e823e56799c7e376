const FAILURES: Record<string, string> = {
  ENOTFOUND: 'its host is not known',
  EAI_AGAIN: 'its host is not known at present',
  ECONNREFUSED: 'its host refuses connections',
  ECONNRESET: 'its host ended the connection',
  EHOSTUNREACH: 'its host is not reachable',
  ENETUNREACH: 'its host is not reachable',
  ETIMEDOUT: 'its host does not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'its host does not answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'its host does not answer in time',
  UND_ERR_HEADERS_OVERFLOW: 'its host sends too many headers',
  UND_ERR_SOCKET: 'its host ended the connection',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'its host sends another length than it announces',
  CERT_HAS_EXPIRED: "its host's certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its host's certificate is for another name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its host's certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "its host's certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its host's certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its host's certificate is not trusted",
};

/** Says why a request failed by the error's kind alone, since its message has addresses and names in it. */
export function describeFailure(error: unknown): string {
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'HTTPParserError') return 'its host does not answer in HTTP';
  return FAILURES[code ?? ''] ?? 'the request failed';
}
