import { type JudgeOptions, judge, type Verdict } from '../../analyzer/report/judge';
import { refuseUnknownFeatures } from '../../analyzer/report/known-features';
import { knownRule } from '../../analyzer/report/known-rule';
import { CommandError } from '../exit-code';
import type { Input } from '../input/inputs';
import type { Progress } from '../progress';

/** What a command line says about the verdict. */
export interface VerdictOptions {
  /** Gateway API features that the controller lacks. @default - none */
  readonly without?: readonly string[];
  /**
   * Whether defaults that are not written are reported whatever delivers the object. @default false
   */
  readonly defaults?: boolean;
  /** Rules whose findings are left out. @default - none */
  readonly ignore?: readonly string[];
  /** Whether comments and crossing.yaml accept findings. @default true */
  readonly ignores?: boolean;
}

/** Judges each input as a cluster of its own. */
export async function judgeInputs(
  inputs: readonly Input[],
  { without = [], ignore = [], ignores = true, defaults = false }: VerdictOptions,
  progress: Progress,
): Promise<Verdict[]> {
  refuseUnknownFeatures(without, '--without');
  const ignored = ignore.map((rule) => ({ rule: knownRule(rule, '--ignore'), at: `--ignore ${rule}` }));
  const verdicts: Verdict[] = [];
  for (const input of inputs) {
    progress(`${input.sources.length} files read, parsing`);
    const options = optionsOf(input, { without, ignore: ignored, comments: ignores, defaults, ...(await certificatesFor(input)) });
    const onRead: JudgeOptions['onRead'] = ({ census }) => progress(`${census.objects} objects read, judging`);
    verdicts.push(parsed(judge(input.sources, { ...options, onRead })));
  }
  return verdicts;
}

/** What an input's crossing.yaml says about its verdict, and what is said besides. */
export function optionsOf(
  { config, bundle, cluster, passedOver }: Input,
  { open = [], ignore = [], comments = true, ...options }: JudgeOptions,
): JudgeOptions {
  return {
    ...options,
    comments,
    open: [...(config?.open ?? []), ...open],
    ignore: [...(comments ? (config?.ignore ?? []) : []), ...ignore],
    target: config?.target ?? {},
    ...(bundle && { bundle }),
    makings: [...(cluster?.makings ?? []), ...(cluster?.rooted === true ? [] : heldByIgnored(passedOver))],
    ...(cluster && {
      cluster: cluster.name,
      settled: cluster.settled,
      guessed: cluster.guessed,
      differing: cluster.differing,
      deliveries: cluster.problems,
    }),
  };
}

/** What people keep out of git and apply by hand: Secrets, and what belongs to them. */
function heldByIgnored(passedOver: Input['passedOver']): NonNullable<JudgeOptions['makings']> {
  const isIgnored = passedOver.some(({ path, why }) => why === 'ignored' && /\.ya?ml$/.test(path));
  return isIgnored ? [{ kind: 'Secret' }, { kind: 'ConfigMap' }] : [];
}

/** Refuses a verdict about sources that have to parse and do not. */
export function parsed(verdict: Verdict): Verdict {
  if (verdict.unparsable.length > 0) {
    throw new CommandError(verdict.unparsable.join('\n'));
  }
  return verdict;
}

/** Certificates are rare, and the module of node that reads them is slow to load. */
async function certificatesFor({ sources }: Input): Promise<Pick<JudgeOptions, 'certificates'>> {
  if (!sources.some(({ text }) => text.includes('Secret') || text.includes('ConfigMap'))) {
    return {};
  }
  return import('./certificates.js');
}
