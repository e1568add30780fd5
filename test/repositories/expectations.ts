/**
 * What the answer to one repository has to say and must not say, in the words of `crossing check`
 * without colour.
 */
export interface Expectation {
  /** Every one is found in what `crossing check` prints. */
  readonly says: readonly RegExp[];
  /** None is found in it. @default - nothing beside `says` is refused */
  readonly never?: readonly RegExp[];
  /** Every one is found in what `crossing status` prints. @default - the status is not asked for */
  readonly status?: readonly RegExp[];
  /** @default 0 */
  readonly code?: 0 | 1;
}

/**
 * By the folder in ../shared/repositories, whose expected.txt says where the repository comes from
 * and what it stands for.
 */
export const expectations: Readonly<Record<string, Expectation>> = {
  'r07-https-and-passthrough-one-host': {
    says: [/ error hostname-conflict\n.*listener "through" on port 443 .*listener "https"/],
    status: [/https +False.*HostnameConflict/, /through +False.*HostnameConflict/, /ListenersNotValid/],
    code: 1,
  },
  'r09-acme-double-parent': {
    says: [
      / error invalid-value\n.*HTTPRoute edge\/solver: spec\.parentRefs\[1\] names Gateway "gw" again, one of them with a sectionName/,
      /fix +give both a sectionName/,
      /predicts +refused by the API server/,
    ],
    never: [/parent-duplicated/, /parent-not-found/],
    status: [/HTTPRoute edge\/solver +refused by the API server/],
    code: 1,
  },
  'r12-shim-cross-namespace-secret': {
    says: [
      / error invalid-certificate-ref\n.*Secret certs\/a-tls .*does not exist; cert-manager does not issue it, as the certificateRef names another namespace/,
    ],
    status: [/https .*False.*InvalidCertificateRef/],
    code: 1,
  },
  'r18-redirect-and-backend-in-one-route': {
    says: [
      / warning redirect-loop\n.*rule 0 on listener "https"/,
      / warning route-shadowed\n.*never reaches rule 1/,
      /fix +set spec.parentRefs\[0\].sectionName of HTTPRoute test\/r to "https"; remove .*; add HTTPRoute test\/r-redirect/,
    ],
    never: [/section-name-missing/, / error /],
  },
  'r22-route-in-wrong-namespace': {
    says: [
      / error backend-not-found\n/,
      /there is Service project-service\/project-service: .*move the route into "project-service"/,
      /fix +set .*namespace of HTTPRoute lfx\/project to "project-service"; add ReferenceGrant project-service\/lfx-httproute/,
    ],
    status: [/BackendNotFound/],
    code: 1,
  },
  'r45-rewrite-with-two-matches': {
    says: [
      / error invalid-value\n.*HTTPRoute app\/r: spec\.rules\[0\] replaces the matched prefix in a rewrite and has 2 matches/,
      /a rule of its own for each/,
    ],
    status: [/HTTPRoute app\/r +refused by the API server/],
    code: 1,
  },
  'r47-port-in-hostname': {
    says: [/input\.yaml:\d+:\d+ error invalid-value\n.*spec\.hostnames\[0\] is "localhost:8000"; expected a DNS name .*without a port/],
    status: [/HTTPRoute app\/r +refused by the API server/],
    code: 1,
  },
  'r51-sops-secret': {
    says: [/: no findings/],
    never: [/invalid-certificate-ref/, /put a certificate/],
    status: [/ResolvedRefs .*Unknown|Unknown .*encrypted by SOPS|https .*Unknown/],
  },
  'r52-ca-by-trust-manager': { says: [/: no findings/], never: [/invalid-ca-certificate-ref/] },
  't03-routes-made-by-charts': {
    says: [/ warning listener-open-to-all\n.*\n +seen +HelmRelease media\/player may attach too/],
    never: [/values: \[edge, flux\]/, / error /],
  },
  't04-class-made-by-controller': {
    says: [
      /note class-not-found\n +2 GatewayClasses are not in these manifests: eg and istio-waypoint\n/,
      / error not-allowed-by-listeners\n.*HTTPRoute shop\/r: /,
    ],
    never: [/no controller will/, /istio\.yaml.* error/, /unsupported-protocol/],
    code: 1,
  },
  't06-kgateway-delegation': {
    says: [/note invalid-kind/],
    never: [/ error /, /route-without-parent/, /no Gateway serves it/],
  },
  't07-test-assertions': { says: [/no Gateway API objects: no findings, 2 files of tests not judged/], never: [/ error /] },
  't17-alias-as-a-key': {
    says: [/ error parent-not-found\n.*Gateway app\/gone does not exist/],
    never: [/does not parse/, /malformed/],
    code: 1,
  },
  't18-gateway-made-by-a-chart': {
    says: [/note parent-not-found/],
    never: [/ error /, /no controller will/],
  },
  't01-flux-path-of-another-source': {
    says: [/5 manifests, 1 route/],
    never: [/ error /, /HTTPRoute tenant\//, /duplicate-object/],
    status: [/HTTPRoute +web\/r[^\n]*\n?.*True/],
  },
  't02-flux-namespace-by-replacement': {
    says: [/HTTPRoute monitoring\/probe|Service monitoring\/probe/],
    never: [/ error /, /"default"|default\//],
  },
  't05-two-clusters-one-repository': {
    says: [/2 clusters/, /2 routes/],
    never: [/ error /, /no-matching-parent/, /backend-port-not-found/],
  },
  't10-overlay-patches-the-base': {
    says: [/2 clusters/, /2 routes/],
    never: [/ error /, /placeholder/],
  },
  't14-file-that-no-kustomization-lists': {
    says: [/1 route,/],
    never: [/ error /, /a-old/, /hostname-captured/, /route-shadowed/],
  },
};
