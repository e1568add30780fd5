import type { Tree } from '../../analyzer/model/deliveries/tree';

const OPTIONS = /\bkustomize\.buildOptions["']?\s*:\s*(?:[>|]-?\s*)?["']?([^"'\n]+)/;

/**
 * The options that Argo CD of this repository gives to kustomize: those of an argocd-cm, or of the
 * values of its chart.
 */
export function argoBuildOptions(tree: Tree): string[] {
  for (const file of [...tree.files].sort()) {
    if (!/\.ya?ml$/.test(file)) {
      continue;
    }
    const [, options] = OPTIONS.exec(tree.text(file) ?? '') ?? [];
    if (options !== undefined) {
      return options.trim().split(/\s+/);
    }
  }
  return [];
}
