import { relative, resolve, sep } from 'node:path';
import { details } from '../analyzer/render/details';
import { oneLine } from '../analyzer/render/safe';
import { summaryLine } from '../analyzer/render/summary';
import type { Finding } from '../analyzer/report/finding';
import { subjectOf } from '../analyzer/report/ignore';
import { refuseUnknownSeverity } from '../analyzer/report/known-severity';
import { atLeast } from '../analyzer/report/report';
import type { Severity } from '../analyzer/rules/severity';
import { FileReader } from '../files/file-reader';
import { cdk8sConfig, DEFAULT_OUTPUT } from '../settings/cdk8s-config';
import { readManifests } from './input/read-file';
import { outputCheck } from './judge/check-output';

/** `properties` of the plugin in `cdk8s.yaml`. */
export interface CrossingValidationProperties {
  /** The least severe findings on which `cdk8s synth` fails. @default 'error' */
  readonly failOn?: Severity;
}

/** What cdk8s gives to a plugin, as far as this one uses it. */
export interface ValidationContext {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: {
      readonly ruleName: string;
      readonly recommendation: string;
      readonly fix: string;
      readonly violatingResources: readonly {
        readonly resourceName: string;
        readonly locations: readonly string[];
        readonly manifestPath: string;
      }[];
    }): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
}

/**
 * Lets `cdk8s synth` fail on what `crossing check` finds, in the same words. It goes under
 * `validations` of `cdk8s.yaml`; the nearest `crossing.yaml` at or above the working directory
 * counts.
 */
export class CrossingValidation {
  private readonly failOn: Severity;

  /** @throws if `failOn` is not a severity */
  constructor({ failOn = 'error' }: CrossingValidationProperties = {}) {
    refuseUnknownSeverity(failOn, 'failOn');
    this.failOn = failOn;
  }

  /** @throws if a manifest cannot be read, or `crossing.yaml` says what cannot be understood */
  async validate({ manifests, report }: ValidationContext): Promise<void> {
    const cwd = process.cwd();
    const shown = (file: string) => relative(cwd, file).split(sep).join('/');
    const reader = new FileReader();
    const texts = new Map(manifests.map((file) => [shown(file), readManifests(reader, file, shown(file), { named: true })]));
    const found = await outputCheck(resolve(cwd, cdk8sConfig(cwd).output ?? DEFAULT_OUTPUT), cwd)(texts);
    const reported = found.findings.filter((finding) => atLeast(finding, 'warning') || atLeast(finding, this.failOn));
    for (const rule of new Set(reported.map((finding) => finding.rule))) {
      const findings = reported.filter((finding) => finding.rule === rule);
      report.addViolation(violation(rule, findings));
    }
    const failed = reported.some((finding) => atLeast(finding, this.failOn));
    const lines = reported.length === 0 ? {} : { 'Lines of the app': 'run crossing synth, which shows them for each finding' };
    report.submit(failed ? 'failure' : 'success', { Summary: summaryLine(found), ...lines });
  }
}

/** All that one rule finds: cdk8s counts its occurrences and names their places. */
function violation(rule: string, findings: readonly Finding[]) {
  return {
    ruleName: rule,
    recommendation: findings.map(recommendation).join('\n  '),
    fix: [...new Set(findings.map(fix))].join('\n  '),
    violatingResources: findings.map((finding) => ({
      // cdk8s keeps construct paths by bare name, so that a Service would get the path of a route
      // of its name; this name has none.
      resourceName: oneLine(subjectOf(finding)),
      manifestPath: oneLine(finding.file),
      locations: [`${oneLine(finding.file)}:${finding.line}:${finding.column}`],
    })),
  };
}

function recommendation(finding: Finding): string {
  const said = details(finding).flatMap(([label, text]) => (label === 'fix' ? [] : [`${label}: ${text}`]));
  return [`${finding.severity}: ${oneLine(finding.message)}`, ...said].join('\n    ');
}

function fix(finding: Finding): string {
  return details(finding).find(([label]) => label === 'fix')?.[1] ?? `see "crossing explain ${finding.rule}"`;
}
