/**
 * Languages that generate or deliver manifests and are not read, by what their files are called.
 */
const LANGUAGES: readonly (readonly [file: RegExp, language: string])[] = [
  [/\.(?:jsonnet|libsonnet)$/, 'Jsonnet'],
  [/\.cue$/, 'CUE'],
  [/\.k$/, 'KCL'],
  [/\.tf$/, 'Terraform'],
  [/\.tpl$/, 'Helm template'],
  [/helmfile[^/]{0,255}\.gotmpl$/, 'helmfile'],
  [/(?:^|\/)(?:[^/]+\.(?:sh|bash)|Makefile|justfile)$/, 'script'],
];
const OURS =
  /\b(?:GatewayClass|X?ListenerSet|(?:HTTP|GRPC|TLS|TCP|UDP)Route|ReferenceGrant|BackendTLSPolicy)\b|\bgateway\.networking\.(?:x-)?k8s\.io\b/;
/** What installs charts, in any of them. */
const DELIVERS = /\bhelm_release\b|\bargocd_application\b|\bhelm\.template\b|^[ \t]*(?:-[ \t]+)?chart:|\bhelm\s+(?:upgrade|install)\b/m;

/** The language of a file that is not read; `undefined` for all others. */
export function languageOf(path: string): string | undefined {
  return LANGUAGES.find(([file]) => file.test(path))?.[1];
}

/** Whether a text in such a language may hold objects of the Gateway API, or bring what does. */
export function mayBring(text: string): boolean {
  return OURS.test(text) || DELIVERS.test(text);
}
