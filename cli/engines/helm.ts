import { join } from 'node:path';
import { changesByFields } from '../../analyzer/model/deliveries/built-in';
import type { HelmBuild } from '../../analyzer/model/deliveries/delivery';
import { UNKNOWN } from '../../analyzer/model/deliveries/go-template';
import { renderNoChart } from '../../analyzer/model/deliveries/render-built-in';
import type { RenderedText, Rendering } from '../../analyzer/model/deliveries/rendering';
import type { Tree } from '../../analyzer/model/deliveries/tree';
import { pieces } from '../../yaml/documents';
import { writeFiles } from '../io';
import { chartFiles } from './chart-files';
import { firstSentence } from './kustomize';
import type { Program } from './programs';
import { SPENT, type Workshop } from './workshop';

/**
 * The version of Kubernetes that charts are rendered for: some leave their routes out for an old
 * one.
 */
const KUBERNETES = '1.34.0';
const VALUES = 'values.crossing.json';
/** Where files of values lie in the copy, beside the chart, whose own may be replaced. */
const VALUES_OF = 'values';

/** Renders a chart of the repository; if that fails, it may bring anything. */
export async function renderChart(
  build: HelmBuild,
  tree: Tree,
  program: Program,
  workshop: Workshop,
  apiVersions: readonly string[],
): Promise<Rendering> {
  const open = renderNoChart(build, tree);
  const failed = (message: string, limit = false): Rendering => ({
    ...open,
    struck: [],
    problems: [{ file: join(build.path, 'Chart.yaml'), message, limit, exceeded: limit }],
  });
  if (JSON.stringify(build).includes(UNKNOWN) || build.elsewhere !== undefined) {
    return open;
  }
  const { fileParameters = [], kubeVersion = KUBERNETES } = build;
  const files = [...build.valueFiles, ...fileParameters.map(({ file }) => file)];
  const absent = files.find((file) => !tree.has(file));
  if (absent !== undefined) {
    return failed(`values file ${absent} does not exist`);
  }
  return workshop.with(async (directory, run) => {
    if (workshop.isSpent) {
      return failed(`${program.name}: ${SPENT}`, true);
    }
    const { contents: all, missing } = chartFiles(build.path, tree, 'tree');
    const contents = [...all].filter(([file]) => build.skipSchemaValidation !== true || !file.endsWith('/values.schema.json'));
    const values = files.map((file): [string, string] => [join(VALUES_OF, file), tree.text(file) ?? '']);
    const own: [string, string][] = build.replacesValues === true ? [[join('tree', build.path, 'values.yaml'), '{}']] : [];
    writeFiles(directory, new Map<string, string | Uint8Array>([...contents, ...own, ...values, [VALUES, JSON.stringify(build.values)]]));
    const { out, end, err } = await run(program.path, [
      ...program.arguments,
      '--namespace',
      build.namespace,
      ...build.valueFiles.flatMap((file) => ['--values', quoted(join(directory, VALUES_OF, file))]),
      '--values',
      join(directory, VALUES),
      ...build.parameters.flatMap(({ name, value, forceString }) => [forceString ? '--set-string' : '--set', `${name}=${value}`]),
      ...fileParameters.flatMap(({ name, file }) => ['--set-file', `${name}=${join(directory, VALUES_OF, file)}`]),
      '--kube-version',
      kubeVersion,
      ...(build.apiVersions ?? apiVersions).flatMap((version) => ['--api-versions', version]),
      ...(build.includeCrds ? ['--include-crds'] : []),
      ...(build.skipTests === true ? ['--skip-tests'] : []),
      // What the tree names is never an option.
      '--',
      build.release,
      join(directory, 'tree', build.path),
    ]);
    const struck = missing.length === 0 ? [] : [{ file: join(build.path, 'Chart.yaml'), what: `dependencies: ${missing.join(', ')}` }];
    if (end !== 0 && typeof end !== 'string' && struck.length > 0) {
      // Templates that include those of a library cannot be rendered without it.
      return { ...open, struck };
    }
    if (end !== 0) {
      return failed(`${program.name}: ${firstSentence(err, end, directory)}`, typeof end === 'string');
    }
    const makings = struck.length === 0 ? [] : open.makings;
    return { texts: textsOf(out, build, tree), files: open.files, makings, struck, problems: [], unknown: 0 };
  });
}

/** A path in a list of paths with commas between them. */
function quoted(path: string): string {
  return `"${path.replaceAll('"', '""')}"`;
}

/** The documents of what helm wrote; a comment names the template of each. */
function textsOf(out: string, { path, postRenderers = [] }: HelmBuild, tree: Tree): RenderedText[] {
  const changed = postRenderers.flatMap((fields) => changesByFields(fields, tree));
  const place = changed.length > 0 ? { changed } : {};
  return [...pieces(out)].flatMap((piece): RenderedText[] => {
    if ('line' in piece) {
      return [];
    }
    const text = out.slice(piece.start, piece.end);
    if (!/^[^#\s]/m.test(text)) {
      return [];
    }
    const [, source = ''] = /^# Source: [^/\n]+\/(.*)$/m.exec(text) ?? [];
    const file = join(path, source);
    return [{ file: tree.has(file) ? file : join(path, 'Chart.yaml'), text, place, origin: true }];
  });
}
