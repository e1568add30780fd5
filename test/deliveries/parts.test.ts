// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Flux are written so.
import { applicationsOf } from '../../analyzer/model/deliveries/application-set';
import type { EngineObject } from '../../analyzer/model/deliveries/engine-object';
import { matchesGlob } from '../../analyzer/model/deliveries/glob';
import { goTemplate, plainTemplate } from '../../analyzer/model/deliveries/go-template';
import { reach } from '../../analyzer/model/deliveries/reach';
import { remotesOf, repositoryKey } from '../../analyzer/model/deliveries/repository';
import { Sources } from '../../analyzer/model/deliveries/sources';
import { SubstitutionError, substitute, substituteInFile } from '../../analyzer/model/deliveries/substitute';
import { Tree } from '../../analyzer/model/deliveries/tree';

test.each([
  'https://git.example.com/Org/Fleet.git',
  'ssh://git@git.example.com:2222/org/fleet',
  'git@git.example.com:org/fleet.git',
  'oci://git.example.com/org/fleet/',
  'https://user:secret@git.example.com/org/fleet',
])('%s is one repository', (url) => {
  expect(repositoryKey(url)).toBe('git.example.com/org/fleet');
});

test('only remotes are URLs of a repository', () => {
  expect(remotesOf('[remote "origin"]\n\turl = a\n[submodule "x"]\n\turl = b\n[remote "up"]\n\turl = c\n')).toEqual(['a', 'c']);
});

test.each([
  ['apps/*', 'apps/web', true],
  ['apps/*', 'apps/web/deep', false],
  ['apps/**', 'apps/web/deep', true],
  ['**/config.json', 'config.json', true],
  ['apps/{web,api}', 'apps/api', true],
  ['apps/w?b', 'apps/web', true],
  ['apps/[a-m]*', 'apps/web', false],
])('%s and %s: %s', (pattern, path, fits) => {
  expect(matchesGlob(pattern, path, { separated: true })).toBe(fits);
});

test('a glob of many stars takes no longer than its text', () => {
  expect(matchesGlob(`${'*a'.repeat(50)}b`, 'a'.repeat(5000), { separated: false })).toBe(false);
});

test.each([
  ['{{ .path.basename }}', 'web'],
  ['{{ index .path.segments 0 }}-{{ .path.basename | upper }}', 'apps-WEB'],
  ['{{ if eq .env "prod" }}a{{ else }}b{{ end }}', 'b'],
  ['{{ .missing | default "x" }}', 'x'],
  ['{{- .env | replace "e" "a" -}}', 'dav'],
  ['{{ with .x }}{{ end }}', undefined],
  ['{{ unknown .env }}', undefined],
])('%s gives %s', (template, text) => {
  expect(goTemplate(template, { path: { basename: 'web', segments: ['apps', 'web'] }, env: 'dev' })).toBe(text);
});

test('a name that a plain template does not know stays', () => {
  expect(plainTemplate('{{path}}/{{ other }}', { path: 'a' })).toBe('a/{{ other }}');
});

test.each([
  ['${a}', 'x'],
  ['${a:-y}${b:-y}${b:=z}', 'xyz'],
  ['${b}', ''],
  ['$${a}', '${a}'],
  ['${word^^}${word:1:2}', 'WORDor'],
  ['${word/o/0}', 'w0rd'],
  ['$a', '$a'],
  ['$$ $$$${a}', '$ $${a}'],
  ['${b:=${b:-${a}}}', 'x'],
  ['${b:-1${a}2}3', '1x23'],
  ['${b=y}${a:+y}', 'yx'],
  ['${host%.com} ${host%%.*} ${host#*.} ${host##*.}', 'shop.example shop example.com com'],
  ['${host:5:7} ${host:100}| ${#host} ${host:x}', 'example | 16 shop.example.com'],
  ['${path//\\//-} ${path/#a/z} ${path/%c/z}', 'a-b-c z/b/c a/b/z'],
])('%s is filled in as Flux does', (text, filled) => {
  const values = new Map(Object.entries({ a: 'x', word: 'word', host: 'shop.example.com', path: 'a/b/c' }));
  expect(substitute(text, { values, complete: true })).toBe(filled);
});

test.each(['${}', '${ a }', '${a-b}', '${a.b}', '${a', '${a/b}', '${a:}', '${#}'])('fails if Flux refuses %s', (text) => {
  expect(() => substitute(text, { values: new Map([['a', 'x']]), complete: true })).toThrow(SubstitutionError);
});

test('a quoted variable of a file is what it is filled in with, as kustomize writes it without quotes', () => {
  const values = new Map([['port', '80']]);
  expect(substituteInFile('a: "${port}", b: \'${port}\', c: "x ${port}"', { values, complete: true })).toBe('a: 80, b: 80, c: "x 80"');
});

test('a variable whose sources are not all known stays', () => {
  expect(substitute('${b:-y}', { values: new Map(), complete: false })).toBe('${b:-y}');
});

const URL = 'https://git.example.com/org/fleet';
const tree = new Tree(['apps/web/all.yaml', 'apps/api/all.yaml', 'apps/api/config.json', 'apps/.hidden/x.yaml'], (path) =>
  path.endsWith('.json') ? '{"team":{"name":"blue"}}' : '',
);
const around = { tree, sources: new Sources(tree, [URL], []), clusters: undefined };

function generated(spec: object, known = around as Parameters<typeof applicationsOf>[1]) {
  const value = { spec };
  const set: EngineObject = { group: 'argoproj.io', kind: 'ApplicationSet', namespace: 'argocd', name: 's', file: 'set.yaml', value };
  const { applications, unknown } = applicationsOf(set, known);
  return { names: applications.map(({ name }) => name), unknown };
}

const go = (name: string) => ({ goTemplate: true, template: { metadata: { name } } });

test.each([
  ['a list', { generators: [{ list: { elements: [{ env: 'dev' }, { env: 'prod' }] } }], ...go('{{ .env }}') }, ['dev', 'prod']],
  [
    'directories',
    { generators: [{ git: { repoURL: URL, directories: [{ path: 'apps/*' }] } }], ...go('{{ .path.basename }}') },
    ['api', 'web'],
  ],
  [
    'files',
    { generators: [{ git: { repoURL: URL, files: [{ path: 'apps/**/config.json' }] } }], ...go('{{ .path.basename }}-{{ .team.name }}') },
    ['api-blue'],
  ],
  [
    'a matrix',
    {
      generators: [
        {
          matrix: {
            generators: [
              { git: { repoURL: URL, directories: [{ path: 'apps/*' }] } },
              { list: { elements: [{ env: 'dev' }, { env: 'prod' }] } },
            ],
          },
        },
      ],
      ...go('{{ .path.basename }}-{{ .env }}'),
    },
    ['api-dev', 'api-prod', 'web-dev', 'web-prod'],
  ],
  [
    'a merge',
    {
      generators: [
        {
          merge: {
            mergeKeys: ['env'],
            generators: [
              {
                list: {
                  elements: [
                    { env: 'dev', n: 'a' },
                    { env: 'prod', n: 'b' },
                  ],
                },
              },
              { list: { elements: [{ env: 'prod', n: 'c' }] } },
            ],
          },
        },
      ],
      ...go('{{ .env }}{{ .n }}'),
    },
    ['deva', 'prodc'],
  ],
  [
    'a selector',
    {
      generators: [{ list: { elements: [{ env: 'dev' }, { env: 'prod' }] }, selector: { matchLabels: { env: 'prod' } } }],
      ...go('{{ .env }}'),
    },
    ['prod'],
  ],
  [
    'plain templates',
    {
      generators: [{ git: { repoURL: URL, directories: [{ path: 'apps/*' }] } }],
      template: { metadata: { name: '{{path.basename}}-{{path[0]}}' } },
    },
    ['api-apps', 'web-apps'],
  ],
])('an ApplicationSet of %s', (_, spec, names) => {
  expect(generated(spec)).toEqual({ names, unknown: [] });
});

test('clusters of a generator come from crossing.yaml, and are unknown without it', () => {
  const spec = { generators: [{ clusters: { selector: { matchLabels: { stage: 'prod' } } } }], ...go('{{ .name }}') };
  const clusters = [
    { name: 'a', labels: { stage: 'prod' } },
    { name: 'b', labels: {} },
  ];
  expect(generated(spec, { ...around, clusters })).toEqual({ names: ['a'], unknown: [] });
  expect(generated(spec).unknown).toEqual(['clusters']);
});

test.each([{ pullRequest: {} }, { scmProvider: {} }, { git: { repoURL: 'https://git.example.com/other', directories: [] } }])(
  'all that an ApplicationSet takes from %j is unknown',
  (generator) => {
    expect(generated({ generators: [generator], ...go('pr-{{ .number }}') }).names).toEqual(['pr-*']);
    expect(generated({ generators: [generator], template: { metadata: { name: 'pr-{{number}}' } } }).names).toEqual(['pr-*']);
  },
);

test('annotations of an engine are added to those of the kustomization', () => {
  const text = '{ commonAnnotations: { kept: a, replaced: b } }';
  const tree = new Tree(['kustomization.yaml'], () => text, new Set());
  const overlay = { commonAnnotations: { replaced: 'c' } };
  const { kustomizations } = reach({ kind: 'kustomize', engine: 'argo', path: '', overlay }, tree);
  expect(kustomizations.get('')).toMatchObject({ commonAnnotations: { kept: 'a', replaced: 'c' } });
});
