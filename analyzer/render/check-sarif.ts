import type { Log, Notification, ReportingDescriptor, Result, Suppression } from 'sarif';
import type { Finding } from '../report/finding';
import type { Ignore } from '../report/ignore';
import type { Report, UnknownRelease } from '../report/report';
import { type RuleName, registry } from '../rules/registry';
import { details } from './details';
import { fingerprint } from './fingerprint';
import { codeSpan, oneLine, safeJson } from './safe';
import { unknownReleaseText } from './summary';

/** GitHub refuses a run with more results. */
const MOST = 25_000;

function descriptor(rule: RuleName): ReportingDescriptor {
  const { title, why } = registry[rule];
  const text = `${why}\n\nRun \`crossing explain ${rule}\` for an example, the cure and the specification.`;
  return { id: rule, shortDescription: { text: title }, fullDescription: { text: why }, help: { text, markdown: text } };
}

/**
 * A relative path as a relative URI; SARIF's readers resolve it against the root of the repository.
 */
function uri(file: string): string {
  const path = file
    .replaceAll('\\', '/')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}

/** In SARIF's plain text `[words](target)` is a link; no text from a manifest may be one. */
function message(finding: Finding): { text: string; markdown: string } {
  const rest = details(finding);
  return {
    text: [oneLine(finding.message), ...rest.map(([label, text]) => `${label}: ${text}`)].join('\n').replaceAll('](', '] ('),
    markdown: [codeSpan(finding.message), ...rest.map(([label, text]) => `- ${label}: ${codeSpan(text)}`)].join('\n'),
  };
}

function suppressionOf({ lines, reason }: Ignore): Suppression {
  return {
    kind: lines === undefined ? 'external' : 'inSource',
    status: 'accepted',
    ...(reason !== undefined && { justification: oneLine(reason) }),
  };
}

/** As many results as code scanning takes of one run: the errors first, then the warnings. */
function gravest(results: readonly Result[]): Result[] {
  if (results.length <= MOST) {
    return [...results];
  }
  const LEVELS = ['error', 'warning', 'note'];
  const rank = ({ level = 'note', suppressions }: Result) => (suppressions === undefined ? LEVELS.indexOf(level) : LEVELS.length);
  return [...results].sort((one, other) => rank(one) - rank(other)).slice(0, MOST);
}

/** What a reader of the results has to know besides. */
function notifications(left: number, unknownRelease: UnknownRelease | undefined): Notification[] {
  const texts = [
    ...(left > 0 ? [`${left} more results are left out, as code scanning takes ${MOST}; run "crossing check" to see all`] : []),
    ...(unknownRelease === undefined ? [] : [unknownReleaseText(unknownRelease)]),
  ];
  return texts.map((text) => ({ level: 'warning', message: { text } }));
}

/** A report as SARIF 2.1.0, as code scanning services read it. */
export function checkSarif({ findings, suppressions = [], unknownRelease }: Report, version: string): string {
  const rules = Object.keys(registry) as RuleName[];
  const seen = new Map<string, number>();
  const result = (finding: Finding, ignore?: Ignore): Result => {
    const key = fingerprint(finding);
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return {
      ruleId: finding.rule,
      ruleIndex: rules.indexOf(finding.rule),
      level: finding.severity,
      message: message(finding),
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uri(finding.file) },
            region: { startLine: finding.line, startColumn: finding.column },
          },
        },
      ],
      partialFingerprints: { primaryLocationLineHash: `${key}:${occurrence}` },
      ...(ignore !== undefined && { suppressions: [suppressionOf(ignore)] }),
    };
  };
  const results = [
    ...findings.map((finding) => result(finding)),
    ...suppressions.flatMap(({ ignore, findings }) => findings.map((finding) => result(finding, ignore))),
  ];
  const shown = gravest(results);
  const toolExecutionNotifications = notifications(results.length - shown.length, unknownRelease);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'crossing', version, rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: shown,
        ...(toolExecutionNotifications.length > 0 && { invocations: [{ executionSuccessful: true, toolExecutionNotifications }] }),
      },
    ],
  };
  return `${safeJson(log)}\n`;
}
