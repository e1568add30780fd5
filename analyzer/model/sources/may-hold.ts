const READ = [
  'Namespace',
  'GatewayClass',
  'Gateway',
  'X?ListenerSet',
  '(?:HTTP|GRPC|TLS|TCP|UDP)Route',
  'ReferenceGrant',
  'BackendTLSPolicy',
  'Service',
  'Secret',
  'ConfigMap',
  'Certificate',
  'SealedSecret',
  '(?:Cluster)?ExternalSecret',
  'HelmRelease',
  'HelmChart',
  'Application',
  'Ingress',
  '\\w*List',
];
/** A kind that is read, or a kind written in a way that only a parser understands. */
const MAY_HOLD = new RegExp(`\\bkind["']?\\s*:\\s*(?:["']?(?:${READ.join('|')})\\b|[^\\w"'\\s])|\\\\[uUx]`);

/** Whether a text may hold an object that is read; most documents of a repository do not, and are not worth parsing. */
export function mayHold(text: string): boolean {
  return MAY_HOLD.test(text);
}
