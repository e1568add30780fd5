import { bundleOf, type Target } from '../../targets';
import { type LoadOptions, load } from '../model/load';
import type { Source } from '../model/sources/source';
import type { World } from '../model/world/world';
import { agreed } from '../status/alternatives';
import type { Prediction } from '../status/conditions/prediction';
import { predict } from '../status/predict';
import type { CertificateInspector } from '../status/references/certificates';
import { agreedReport } from './alternatives';
import { applyIgnores } from './apply-ignores';
import { check } from './check';
import type { Ignore } from './ignore';
import { ignoreComments } from './ignore-comments';
import { refuseUnknownFeatures } from './known-features';
import { knownRule } from './known-rule';
import type { Report } from './report';

/**
 * What is known of a cluster besides its manifests. `open`, `target` and `ignore` are those of
 * `crossing.yaml`.
 */
export interface JudgeOptions {
  /**
   * Namespaces that may hold objects which are not in the input, though their Namespace object is.
   *
   * @default - none
   */
  readonly open?: readonly string[];
  /**
   * Gateway API features that the controller lacks, such as `TLSRouteModeTerminate`.
   *
   * @default - none
   */
  readonly without?: readonly string[];
  /**
   * The CRDs that the cluster has, whatever the sources hold.
   *
   * @default - those that the sources hold or name, else those of `target`
   */
  readonly bundle?: LoadOptions['bundle'];
  /**
   * Who reads the objects, and the CRDs that the cluster has, if the sources do not say it and both
   * `gatewayApi` and `channel` are given.
   *
   * @default - unknown
   */
  readonly target?: Partial<Target>;
  /**
   * Findings that are accepted, besides those that a comment `# crossing-ignore: RULE reason`
   * accepts.
   *
   * @default - none
   */
  readonly ignore?: readonly Ignore[];
  /** Whether comments `# crossing-ignore: RULE reason` accept findings. @default true */
  readonly comments?: boolean;
  /**
   * Whether defaults that are not written are reported whatever delivers the object.
   *
   * @default - for Argo CD with ServerSideApply only
   */
  readonly defaults?: boolean;
  /** Reads certificates and keys. @default - their contents are not judged */
  readonly certificates?: CertificateInspector;
  /** What the cluster is called, if several are judged. @default - it has no name */
  readonly cluster?: string;
  /** What the cluster may hold besides the sources. @default - nothing */
  readonly makings?: LoadOptions['makings'];
  /**
   * Objects whose delivery is among the sources, as `group/Kind namespace/name`.
   *
   * @default - none
   */
  readonly settled?: LoadOptions['settled'];
  /**
   * Files of which it is a guess that the cluster gets them, as others get them too.
   *
   * @default - none
   */
  readonly guessed?: ReadonlySet<string>;
  /**
   * Objects that clusters say differently, which were taken apart by this alone, as
   * `Gateway infra/public`.
   *
   * @default - none
   */
  readonly differing?: ReadonlySet<string>;
  /** What is wrong with the deliveries that the sources come from. @default - nothing */
  readonly deliveries?: LoadOptions['deliveries'];
  /** Called once the sources are read, before they are judged. @default - not called */
  readonly onRead?: (world: World) => void;
}

/**
 * What a conforming controller would write about the manifests of one cluster, and what the rules
 * find in them.
 */
export interface Verdict {
  /** What the cluster is called, if it has a name. */
  readonly cluster?: string;
  /** Files of which it is a guess that the cluster gets them. @default - there are none */
  readonly guessed?: ReadonlySet<string>;
  /** Objects by which clusters were taken apart. @default - there are none */
  readonly differing?: ReadonlySet<string>;
  readonly world: World;
  readonly prediction: Prediction;
  /** Worked out when it is first asked for. */
  readonly report: Report;
  /** The ignores that match a finding, and those that match none. */
  readonly ignores: { readonly used: readonly Ignore[]; readonly unused: readonly Ignore[] };
  /** What does not parse in the sources that are `strict`, as `file:line:column: why`. */
  readonly unparsable: readonly string[];
}

/**
 * Judges the manifests of one cluster. The command, the plug-in of cdk8s and the matchers of jest
 * all call this function.
 *
 * @throws if a feature or the rule of an ignore is unknown, or a comment gives no reason
 */
export function judge(sources: readonly Source[], options: JudgeOptions = {}): Verdict {
  const {
    open = [],
    without = [],
    bundle,
    target,
    ignore = [],
    comments = true,
    certificates,
    defaults = false,
    onRead,
    makings = [],
    settled = new Set(),
    deliveries = [],
  } = options;
  refuseUnknownFeatures(without, 'without');
  const fallback = bundleOf(target);
  const world = load(sources, { open, makings, settled, deliveries, ...(bundle && { bundle }), ...(fallback && { fallback }) });
  onRead?.(world);
  const predicted = [world, ...world.alternatives].map((one) => ({
    world: one,
    prediction: predict(one, { without, ...(certificates && { certificates }) }),
  }));
  const prediction = agreed(
    predicted.map((one) => one.prediction),
    world,
  );
  let checked: ReturnType<typeof applyIgnores> | undefined;
  const lazily = () => {
    if (checked !== undefined) {
      return checked;
    }
    const reports = predicted.map((one) =>
      check(one.world, one.prediction, {
        defaults,
        ...(one.world.bundle && { target: one.world.bundle }),
        ...(target?.controller && { controller: target.controller }),
      }),
    );
    checked = applyIgnores(agreedReport(reports, world), [...knownIgnores(ignore), ...(comments ? commentsIn(sources) : [])]);
    return checked;
  };
  return {
    ...(options.cluster !== undefined && { cluster: options.cluster }),
    ...(options.guessed !== undefined && { guessed: options.guessed }),
    ...(options.differing !== undefined && { differing: options.differing }),
    world,
    prediction,
    get report() {
      return lazily().report;
    },
    get ignores() {
      return lazily();
    },
    unparsable: unparsableIn(sources, world),
  };
}

function knownIgnores(ignores: readonly Ignore[]): readonly Ignore[] {
  for (const { rule, at = 'ignore' } of ignores) {
    knownRule(rule, at);
  }
  return ignores;
}

function commentsIn(sources: readonly Source[]): readonly Ignore[] {
  const comments = sources
    .filter(({ context }) => !context)
    .flatMap(({ path, text, rendered }) => ignoreComments(path, rendered?.text ?? text));
  knownIgnores(comments);
  for (const { rule, reason, at } of comments) {
    if (reason === '') {
      throw new Error(`${at}: crossing-ignore of ${rule} has no reason; write "# crossing-ignore: ${rule} REASON"`);
    }
  }
  return comments;
}

function unparsableIn(sources: readonly Source[], { problems }: World): string[] {
  const strict = new Set(sources.filter(({ strict }) => strict).map(({ path }) => path));
  return problems.flatMap((problem) => {
    if (problem.what !== 'unparsable' || !strict.has(problem.file)) {
      return [];
    }
    const { file, line, column, message, template } = problem;
    return [`${file}:${line}:${column}: ${message}${template ? '; this is a Go template: render it first, as with "helm template"' : ''}`];
  });
}
