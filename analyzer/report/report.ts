import type { Unapplied } from '../model/problem';
import type { Severity } from '../rules/severity';
import type { DeliverySummary } from './delivery-summary';
import type { Finding } from './finding';
import type { Suppression } from './ignore';

/** What was looked at, and what came of it. */
export interface Summary {
  /** Objects of the kinds that the analyzer knows, context not counted. */
  readonly manifests: number;
  readonly routes: number;
  /** Edges of trust from one namespace to another. */
  readonly crossings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** Findings that an ignore with a reason took away. */
  readonly ignored: number;
  /** Files left out because they are Go templates. */
  readonly templates: number;
  /**
   * Patches in kustomizations, of kinds that are read: what they change is judged as it stands
   * without them.
   */
  readonly patches: number;
  /**
   * Objects of which nothing can be determined, as something changes them that is not carried out.
   */
  readonly unknown: number;
}

/** The answer of a check. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly summary: Summary;
  /** What ignores accept, by ignore. @default - nothing */
  readonly suppressions?: readonly Suppression[];
  /** What each `crossing.yaml` says that the answer depends on. @default - none is known */
  readonly settings?: readonly SettingsFile[];
  /** What may hold manifests and was not read. @default - nothing */
  readonly passedOver?: readonly PassedPath[];
  /** Files that are not applied as they stand. @default - there are none */
  readonly unapplied?: Unapplied;
  /** What is in the input and not judged. @default - nothing */
  readonly unjudged?: readonly Unjudged[];
  /**
   * A release of the Gateway API whose CRDs the input has and that is not known, and the one that
   * counts in its place.
   *
   * @default - there is none
   */
  readonly unknownRelease?: UnknownRelease;
  /**
   * Which clusters are judged, and what rendered them; absent if the input is judged as it lies.
   */
  readonly deliveries?: DeliverySummary;
}

/** A release that is newer than all that are known. */
export interface UnknownRelease {
  /** `1.8` */
  readonly named: string;
  /** `1.7` */
  readonly counts: string;
}

/** A `crossing.yaml` that counts. */
export interface SettingsFile {
  readonly file: string;
  /** Whether it is the one of the repository, which a reader expects. */
  readonly atRoot: boolean;
  readonly entries: readonly Setting[];
}

/** An entry of a `crossing.yaml`. */
export interface Setting {
  /** `open[0]`, `clusters.prod` */
  readonly key: string;
  readonly value: unknown;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** A path below the input that was not read, or is not judged. */
export interface PassedPath {
  readonly path: string;
  /**
   * Git ignores it, it is a symbolic link that is not followed, a `node_modules` of which git
   * tracks nothing, or what crossing.yaml names as context.
   */
  readonly why: 'ignored' | 'link' | 'packages' | 'language' | 'context';
  /** `Terraform`, `Jsonnet`: the language that is not read, of a file that may bring manifests. */
  readonly language?: string;
}

/** A parent of a route about which nothing is predicted. */
export interface Unjudged {
  /** `HTTPRoute shop/cart` */
  readonly object: string;
  /** `spec.parentRefs[0]` */
  readonly path: string;
  /** `Service shop/cart` */
  readonly parent: string;
  readonly reason: string;
}

/** How many findings there are of each severity. */
export function tally(findings: readonly Finding[]): Pick<Summary, 'errors' | 'warnings' | 'notes'> {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), notes: count('note') };
}

/** A report without the findings below a severity; its counts stay those of all. */
export function fromSeverity(report: Report, threshold: Severity): Report {
  return { ...report, findings: report.findings.filter((finding) => atLeast(finding, threshold)) };
}

/** What two findings share that say the same of one place. */
export function identity({ rule, file, line, column, message }: Finding): string {
  return JSON.stringify([rule, file, line, column, message]);
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

/** Whether a finding has the severity `threshold` or a higher one. */
export function atLeast(finding: Finding, threshold: Severity): boolean {
  return RANK[finding.severity] <= RANK[threshold];
}
