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
  'HelmChart(?:Proxy)?',
  'Application(?:Set)?',
  'Ingress',
  '\\w*List',
  // What generates objects of these kinds.
  'Release',
  '(?:Cluster)?Bundle',
  'GitRepo',
  'Environment',
  'FluxInstance',
  'ResourceSet',
  'OnePasswordItem',
  '\\w*Secrets?(?:App)?',
  'SecretProviderClass',
  'Terraform',
  'Workspace',
  '(?:Cluster|Generating)?Policy',
  'Object',
];
/** Where a resource of Crossplane, or of something like it, names a Secret. */
const CONNECTION = 'writeConnectionSecretToRef|publishConnectionDetailsTo';
/** A kind that is read, or a kind written in a way that only a parser understands. */
const MAY_HOLD = new RegExp(`\\bkind["']?\\s*:\\s*(?:["']?(?:${READ.join('|')})\\b|[^\\w"'\\s])|\\\\[uUx]|${CONNECTION}`);

/** Whether a text may hold an object that is read; most documents of a repository do not, and are not worth parsing. */
export function mayHold(text: string): boolean {
  return MAY_HOLD.test(text);
}
