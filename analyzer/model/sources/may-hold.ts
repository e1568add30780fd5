/** Kinds that are judged, or that a verdict depends on. */
const JUDGED = [
  '[Nn]amespace',
  'GatewayClass',
  'Gateway',
  'X?ListenerSet',
  '(?:HTTP|GRPC|TLS|TCP|UDP)Route',
  'ReferenceGrant',
  'BackendTLSPolicy',
  // Experimental kinds, of which only what the API server says is known.
  'X(?:Backend|BackendTrafficPolicy|Mesh|TelemetryPolicy)',
  '[Ss]ervice',
  '[Ss]ecret',
  '[Cc]onfig[Mm]ap',
];
const READ = [
  ...JUDGED,
  'Certificate',
  'SealedSecret',
  '(?:Cluster)?ExternalSecret',
  'HelmRelease',
  'HelmChart(?:Proxy)?',
  'Application(?:Set)?',
  'Ingress',
  '(?:Cluster)?Issuer',
  '\\w*List',
  // What generates objects of these kinds.
  'Release',
  '(?:Cluster)?Bundle',
  'GitRepo',
  'HelmOp',
  'Environment',
  'App(?:licationInstallation)?',
  'PackageInstall',
  'Subscription',
  '(?:Root|Repo)Sync',
  'ServiceDeployment',
  'Cluster(?:Deployment|Extension)',
  'MultiClusterService',
  'Istio(?:Operator)?',
  'Knative(?:Serving|Eventing)',
  'Kuadrant',
  'TektonConfig',
  'FluxInstance',
  'ResourceSet',
  'OnePasswordItem',
  '\\w*Secrets?(?:App|Sync)?',
  'SecretProviderClass',
  'Terraform',
  'Workspace',
  '(?:Cluster|Generating)?Policy',
  'Tenant',
  'AIGatewayRoute',
  'Canary',
  'DomainMapping',
  'Grafana',
  'Inference(?:Graph|Service)',
  'LLMInferenceService',
  'VMAuth',
  'HierarchyConfiguration',
  '(?:Cron)?Job',
  'Object',
  'Route',
];
/** Where a resource of Crossplane, or of something like it, names a Secret. */
const CONNECTION = 'writeConnectionSecretToRef|publishConnectionDetailsTo';
/** An instance of kro, whatever its kind is called. */
const OF_KRO = `apiVersion["']?\\s*:\\s*["']?kro\\.run/`;
/** An object of the Gateway API, whatever its kind is called. */
const OWN_GROUP = `apiVersion["']?\\s*:\\s*["']?gateway\\.net`;
/** A kind that is read, or a kind written in a way that only a parser understands. */
const KIND = new RegExp(`\\bkind["']?\\s*:\\s*(?:["']?(?:${READ.join('|')})\\b|[^\\w"'\\s])|${CONNECTION}|${OWN_GROUP}|${OF_KRO}`);
/**
 * Other ways to write that key or its value: escapes and folded lines in double quotes, an explicit
 * key, a value in base64, a tag by another name. They are rare, and one too many costs no more than
 * its parsing.
 */
const OTHERWISE = /\\(?:[uUxN_LP]|\r?\n)|(?:^|[\s{,[\u0085\u2028\u2029])\?(?:[\s\u0085\u2028\u2029]|$)|!(?:!?binary|<)|![^\s!]{0,99}%|%TAG/;
const ANCHOR = /&[^\s&]/;
const ALIAS = /\*[^\s*]/;

const JUDGED_KIND = new RegExp(`\\bkind["']?\\s*:\\s*(?:["']?(?:${JUDGED.join('|')})\\b|[^\\w"'\\s])|${OWN_GROUP}`);

/** An anchor by which a key may say `kind` without the word. */
const ANCHORED_KIND = /&[^\s&]+\s+["']?kind\b/;

/** A key that begins a line, and one that says what an object is, in a mapping without braces. */
const TOP_KEY = /^["']?[A-Za-z_][\w.-]*["']?[ \t]*:(?:\s|$)/m;
const OBJECT_KEY = /(?:^|\u0085)(?:\? *)?["']?(?:kind|apiVersion)["']?[ \t]*:/m;
const IN_BRACES = /^[ \t\u0085]*[[{]/m;

/**
 * Whether a text that does not parse looks as if it held an object that is judged: what is wrong
 * with others is not ours to report. Values of a chart may have kinds as well, but do not begin as
 * an object does.
 */
export function looksJudged(text: string): boolean {
  if (TOP_KEY.test(text) && !IN_BRACES.test(text) && !OBJECT_KEY.test(text) && !OTHERWISE.test(text) && !ANCHORED_KIND.test(text)) {
    return false;
  }
  return JUDGED_KIND.test(text) || OTHERWISE.test(text) || ANCHORED_KIND.test(text);
}

/**
 * Whether a text may hold an object that is read; most documents of a repository do not, and are
 * not worth parsing.
 */
export function mayHold(text: string): boolean {
  return KIND.test(text) || OTHERWISE.test(text) || (ANCHOR.test(text) && ALIAS.test(text));
}
