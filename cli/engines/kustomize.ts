import { join } from 'node:path';
import type { KustomizeBuild } from '../../analyzer/model/deliveries/delivery';
import { reach } from '../../analyzer/model/deliveries/reach';
import { makingsOf, readBy, renderKustomization, treeOf } from '../../analyzer/model/deliveries/render-built-in';
import type { RenderedText, Rendering } from '../../analyzer/model/deliveries/rendering';
import type { Tree } from '../../analyzer/model/deliveries/tree';
import { joined } from '../../analyzer/model/kustomize/kustomization';
import { pieces } from '../../yaml/documents';
import { copyBuild } from './copy';
import type { Program } from './programs';
import { SPENT, type Workshop } from './workshop';

const ORIGIN = /^ {4}config\.kubernetes\.io\/origin: \|\n((?: {6}.*\n)+)/m;
const ONLY_ORIGIN = /^ {2}annotations:\n {4}config\.kubernetes\.io\/origin: \|\n((?: {6}.*\n)+)(?! {4})/m;
const RESTRICTION = 'load-restrictor';

/**
 * Builds a kustomization with kustomize; if that fails, what can be determined without it is read,
 * and the failure reported.
 */
export async function buildKustomization(
  build: KustomizeBuild,
  repository: Tree,
  program: Program,
  workshop: Workshop,
  buildOptions: readonly string[],
): Promise<Rendering> {
  const tree = treeOf(build, repository);
  const reached = reach(build, tree);
  const failed = (message: string, limit = false): Rendering => {
    const known = renderKustomization(build, tree, reached);
    const file = tree.kustomizationFile(build.path) ?? build.path;
    return { ...known, problems: [...known.problems, { file, message, limit, exceeded: limit, blinding: !limit && known.unknown > 0 }] };
  };
  if (reached.kustomizations.size === 0 || reached.problems.some(({ limit, outside }) => limit === true || outside === true)) {
    return renderKustomization(build, tree, reached);
  }
  return workshop.with(async (directory, run) => {
    if (workshop.isSpent) {
      return failed(`${program.name}: ${SPENT}`, true);
    }
    let target: string;
    try {
      target = copyBuild(build, tree, reached, directory);
    } catch (error) {
      return failed((error as Error).message);
    }
    const unrestricted = build.engine !== 'argo' || buildOptions.some((option) => option.includes('LoadRestrictionsNone'));
    const { out, end, err } = await run(program.path, [
      ...program.arguments,
      ...(unrestricted ? [`--${RESTRICTION}`, 'LoadRestrictionsNone'] : []),
      target,
    ]);
    if (end !== 0 && reached.problems.length > 0) {
      return renderKustomization(build, tree, reached);
    }
    if (end !== 0) {
      return failed(`${program.name}: ${firstSentence(err, end, directory)}`, typeof end === 'string');
    }
    return { texts: textsOf(out, build, tree), ...readBy(tree, reached), makings: makingsOf(reached), unknown: 0 };
  });
}

/** The documents of what kustomize wrote, each with the file that it comes from. */
function textsOf(out: string, build: KustomizeBuild, tree: Tree): RenderedText[] {
  return documentsOf(out).map(({ text, origin }) => {
    const file = joined(build.path, origin ?? '.');
    return { file: tree.has(file) ? file : (tree.kustomizationFile(build.path) ?? build.path), text, place: {}, origin: true };
  });
}

/** A document of what kustomize wrote, without the annotation of its origin. */
interface KustomizeDocument {
  readonly text: string;
  /** The file that the annotation names. @default - it has none */
  readonly origin?: string;
}

/** The documents of what kustomize wrote that hold something. */
export function documentsOf(out: string): KustomizeDocument[] {
  return [...pieces(out)]
    .flatMap((piece) => ('line' in piece ? [] : documentOf(out.slice(piece.start, piece.end))))
    .filter(({ text }) => text.trim() !== '');
}

function documentOf(document: string): KustomizeDocument {
  const written = `${document.trim()}\n`;
  const [, origin = ''] = ORIGIN.exec(written) ?? [];
  const text = ONLY_ORIGIN.test(written) ? written.replace(ONLY_ORIGIN, '') : written.replace(ORIGIN, '');
  const [, path] = /^ {6}path: (.*)$/m.exec(origin) ?? [];
  const [, by] = /^ {6}configuredIn: (.*)$/m.exec(origin) ?? [];
  const file = path ?? by;
  return { text, ...(file !== undefined && { origin: unquoted(file) }) };
}

function unquoted(path: string): string {
  return path.replace(/^(["'])(.*)\1$/, '$2');
}

/** What an engine said first, without where its copy lies. */
export function firstSentence(said: string, end: number | string, directory: string): string {
  const plain = said
    .replaceAll(`${join(directory, 'tree')}/`, '')
    .replaceAll(`${join(directory, 'values')}/`, '')
    .replaceAll(directory, '')
    .replace(/^# Warning: .*\n/gm, '')
    .replace(/^E\d{4} .*?err=<?/, '')
    .replace(/\s+/g, ' ')
    .replace(/^.*: recursed accumulation of path '[^']*': /, '')
    .replace(/^\s*error:\s*/i, '')
    .trim();
  const text = plain === '' ? `ended with ${end}` : plain;
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
