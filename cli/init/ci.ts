import { type Folder, rootOf, type Step } from './folder';
import { type PackageManager, packageManagerOf } from './package-manager';

/** Actions by the commit of a release: a tag can be moved. */
const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1';
const SETUP_NODE = 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0';

const WORKFLOWS = '.github/workflows/';
const GITLAB = '.gitlab-ci.yml';
const CHECKS = /\bcrossing (?:check|synth)\b|\bcdk8s-crossing\b/;

/** What a job runs, and in which folder of the repository. */
export interface Job {
  /** The version of this package. */
  readonly version: string;
  /** Whether the folder holds a cdk8s app, with what installs its packages. */
  readonly app: PackageManager | undefined;
  /** The folder below the root of the repository; empty for the root. */
  readonly below: string;
}

/**
 * What lets each pull request be checked, if nothing does so yet. It lies at the root of the
 * repository, where GitHub and GitLab look for it; a file of GitLab is everybody's, and left alone.
 */
export function checkEachPullRequest(folder: Folder, version: string, isApp: boolean): Step[] {
  const root = rootOf(folder);
  const { below } = folder;
  const job: Job = { version, app: isApp ? packageManagerOf(folder) : undefined, below };
  const workflows = folder.list(root + WORKFLOWS).filter((name) => /\.ya?ml$/.test(name));
  const files = [GITLAB, ...workflows.map((name) => WORKFLOWS + name)].map((file) => folder.read(root + file) ?? '');
  if (files.some((text) => CHECKS.test(text) && text.includes(below))) {
    return [];
  }
  if (workflows.length === 0 && folder.read(root + GITLAB) !== undefined) {
    return [{ what: 'add', file: root + GITLAB, text: gitlabJob(job) }];
  }
  const taken = workflows.includes('crossing.yaml');
  const name = taken ? `crossing-${below === '' ? 'check' : below.replace(/[^\w-]+/g, '-')}.yaml` : 'crossing.yaml';
  return [{ what: 'create', file: root + WORKFLOWS + name, text: workflow(job) }];
}

/** A workflow that checks each pull request with a token that can read only. */
export function workflow(job: Job): string {
  const directory = job.below === '' ? '' : `    defaults:\n      run:\n        working-directory: ${JSON.stringify(job.below)}\n`;
  return `name: crossing
on: pull_request
permissions:
  contents: read
jobs:
  crossing:
    runs-on: ubuntu-latest
    timeout-minutes: 10
${directory}    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
      - uses: ${SETUP_NODE}
        with:
          node-version: 22
${commands(job, ' -o github')
  .map((command) => `      - run: ${command}\n`)
  .join('')}`;
}

function gitlabJob(job: Job): string {
  const directory = job.below === '' ? [] : [`cd ${JSON.stringify(job.below)}`];
  return `crossing:
  image: node:22-slim
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
${[...directory, ...commands(job, '')].map((command) => `    - ${command}\n`).join('')}`;
}

function commands({ version, app }: Job, format: string): readonly string[] {
  return app === undefined
    ? [`npx --yes cdk8s-crossing@${version} check .${format}`]
    : [...app.ci, `${app.exec} crossing synth --check`, `${app.exec} crossing check${format}`];
}
