const PROGRAM = 'program';

/**
 * Languages that generate or deliver manifests and are not read, by what their files are called.
 */
const LANGUAGES: readonly (readonly [file: RegExp, language: string])[] = [
  [/\.(?:jsonnet|libsonnet)$/, 'Jsonnet'],
  [/\.cue$/, 'CUE'],
  [/\.dhall$/, 'Dhall'],
  [/\.(?:j2|jinja2?)$/, 'Jinja template'],
  [/\.nix$/, 'Nix'],
  [/\.pkl$/, 'Pkl'],
  [/\.(?:star|ytt)$/, 'Starlark'],
  [/\.(?:ya?ml|json)\.(?:tmpl|gotmpl|tpl|tftpl)$|\.tftpl$/, 'template'],
  [/\.k$/, 'KCL'],
  [/\.(?:tf|hcl)$/, 'Terraform'],
  [/(?:^|\/)Tiltfile$/, 'Tiltfile'],
  [/(?:^|\/)Kptfile$/, 'Kptfile'],
  [/\.tpl$/, 'Helm template'],
  [/(?:^|\/)(?:[^/]{0,200}helmfile[^/]{0,50}|helmfile\.d\/[^/]+)\.(?:ya?ml|gotmpl)$/, 'helmfile'],
  [/(?:^|\/)Pulumi(?:\.[\w-]+)?\.ya?ml$/, 'Pulumi'],
  [/(?:^|\/)skaffold\.ya?ml$/, 'Skaffold'],
  [/(?:^|\/)zarf\.ya?ml$/, 'Zarf'],
  [
    /(?:^|\/)(?:[^/]+\.(?:sh|bash)|Makefile|justfile|\.?[Tt]askfile[^/]{0,50}\.ya?ml|\.gitlab-ci\.ya?ml|\.github\/workflows\/[^/]+)$/,
    'script',
  ],
  [/\.(?:[cm]?[jt]s|py|go|java|cs|kt)$/, PROGRAM],
];
/** What says that programs beside and below it generate manifests, or deliver objects. */
const PROJECT = /^(?:Pulumi\.ya?ml|cdk8s\.yaml)$/;
const OURS =
  /\b(?:GatewayClass|X?ListenerSet|(?:HTTP|GRPC|TLS|TCP|UDP)Route|ReferenceGrant|BackendTLSPolicy)\b|\bgateway\.networking\.(?:x-)?k8s\.io\b/;
/** What installs charts, in any of them. */
const DELIVERS =
  /@pulumi\/kubernetes\b|\bpulumi[_-]kubernetes\b|\bcdk8s\b|\bhelm_(?:release|resource|remote)\b|\b(?:argocd_application|kubectl_manifest|kubernetes_(?:manifest|service|secret|config_map)\w*)\b|\bhelm\.template\b|\bhelm\(|(?:^|[\s,{])(?:charts?|runtime)["']?[ \t]*[:=]|\b(?:remoteChart|chartPath|localPath):|["']oci:\/\/|\bhelm\s+(?:upgrade|install)\b|\bkubectl\b[^\n]{0,300}\b(?:apply|create)\b[^\n]{0,300}https?:/m;

/** What says where kubectl or kpt puts objects, or changes some that are there. */
const CHANGES = /\bset-namespace\b|\bkubectl\b[^\n]{0,300}\s(?:-n|--namespace|patch|label)[ =]/;

/** The language of a file that is not read; `undefined` for all others. */
export function languageOf(path: string): string | undefined {
  return LANGUAGES.find(([file]) => file.test(path))?.[1];
}

/** Whether a file is a program, which generates manifests only in a project that says so. */
export function isProgram(path: string): boolean {
  return languageOf(path) === PROGRAM;
}

/** Whether a file of this name says so for its directory and what is below. */
export function startsProject(name: string): boolean {
  return PROJECT.test(name);
}

/** Whether a text in such a language may hold objects of the Gateway API, or bring what does. */
export function mayBring(text: string): boolean {
  return OURS.test(text) || DELIVERS.test(text);
}

/** Whether a text in such a language may put or change objects that stand elsewhere. */
export function mayChange(text: string): boolean {
  return CHANGES.test(text);
}
