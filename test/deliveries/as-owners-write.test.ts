import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goTemplate } from '../../analyzer/model/deliveries/go-template';
import { findKustomize } from '../../cli/engines/programs';
import {
  checkTree,
  documents,
  type Files,
  findingsOf,
  flux,
  gateway,
  kustomization,
  namespace,
  PATH,
  route,
  service,
  withTree,
} from './tree';

const APP = documents(namespace('app'), route('web'), service);
const EDGE = documents(namespace('edge'), gateway('web'));
const WRONG = APP.replace('sectionName: web', 'sectionName: wbe');
const NO_PARENT = 'error no-matching-parent HTTPRoute app/r spec.parentRefs[0].sectionName';

const look = (files: Files) =>
  withTree(files, async (directory) => {
    const { report, delivered } = await checkTree(directory);
    return { report, found: findingsOf(report), errors: report.findings.filter(({ severity }) => severity === 'error'), delivered };
  });

test('an Application without a source is a part of one, and no root that hides what is applied otherwise', async () => {
  const part = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'all' },
    spec: { syncPolicy: { automated: {} } },
  };
  const { found, delivered } = await look({ 'argo/part.yaml': JSON.stringify(part), 'app/all.yaml': WRONG, 'edge/all.yaml': EDGE });
  expect(found).toContain(NO_PARENT);
  expect(delivered.deliveries?.notDelivered).toEqual([]);
});

test('a Namespace gets the name of what it is put into, whatever stands in its place', async () => {
  const { errors } = await look({
    'clusters/prod/all.yaml': flux('apps', './apps'),
    'apps/kustomization.yaml': kustomization({ namespace: 'app', resources: ['namespace.yaml'] }),
    'apps/namespace.yaml': namespace('_'),
  });
  expect(errors).toEqual([]);
});

describe('a templatePatch', () => {
  const data = { namespace: 'app', info: [{ name: 'a', value: 'b' }], options: ['X=true', 'Y=true'], labels: { a: '1' }, none: [] };

  test.each([
    ['{{ range .options }}[{{ . }}]{{ end }}', '[X=true][Y=true]'],
    ['{{ range $option := .options }}{{ $option }} in {{ $.namespace }};{{ end }}', 'X=true in app;Y=true in app;'],
    ['{{ range $key, $value := .labels }}{{ $key }}={{ $value }}{{ end }}', 'a=1'],
    ['{{ range .none }}x{{ else }}nothing{{ end }}', 'nothing'],
    ['{{ range .info }}{{ .name }}{{ .value }}{{ end }}', 'ab'],
    ['a:{{ .labels | toYaml | nindent 2 }}', 'a:\n  {"a":"1"}'],
    ['{{ toJson .options }}', '["X=true","Y=true"]'],
    ['{{ "a\\nb" | indent 2 }}', '  a\n  b'],
  ])('%s is read', (template, text) => {
    expect(goTemplate(template, data)).toBe(text);
  });

  test.each(['{{ range .options }}', '{{ $option }}', '{{ $x := 1 }}{{ $x }}', '{{ range .namespace }}x{{ end }}'])(
    '%s is not understood',
    (template) => {
      expect(goTemplate(template, data)).toBeUndefined();
    },
  );

  test('that repeats within repeats ends', () => {
    const many = { list: Array.from({ length: 1000 }, (_, index) => index) };
    expect(goTemplate('{{ range $.list }}{{ range $.list }}{{ range $.list }}{{ end }}{{ end }}{{ end }}', many)).toBeUndefined();
  });
});

describe('a route that SOPS has encrypted', () => {
  const encrypted = (hostname: string) =>
    `${route('web').replace('  rules:', `  hostnames: ["${hostname}"]\n  rules:`)}sops: { mac: "ENC[AES256_GCM,data:x,type:str]", version: 3.9.1 }\n`;

  test('has what SOPS adds to it only in its file', async () => {
    const { found } = await look({ 'all.yaml': documents(EDGE, namespace('app'), service, encrypted('a.example.com')) });
    expect(found.join()).not.toMatch(/unknown-field|error/);
  });

  test('cannot be judged by what is encrypted', async () => {
    const { found } = await look({ 'all.yaml': documents(EDGE, namespace('app'), service, encrypted('ENC[AES256_GCM,data:x,type:str]')) });
    expect(found).toContain('note invalid-value HTTPRoute app/r spec.hostnames[0]');
    expect(found.join()).not.toContain('error');
  });
});

test('a host that a plugin of Argo CD fills in cannot be judged', async () => {
  const host = route('web').replace('  rules:', '  hostnames: ["a.<secret:domain>"]\n  rules:');
  const { found } = await look({ 'all.yaml': documents(EDGE, namespace('app'), service, host) });
  expect(found).toContain('note invalid-value HTTPRoute app/r spec.hostnames[0]');
});

describe('what is no manifest yet', () => {
  test.each([
    ['values of a chart that name a key twice', 'a: 1\na: 2\nextra:\n  kind: Secret\n'],
    ['a template of FreeMarker', `<#if edge>\n${namespace('x')}</#if>\n`],
    ['a template of Jinja', `{% if edge %}\n${namespace('x')}{% endif %}\n`],
    ['a name in braces', service.replace('name: s,', 'name: {service-name},')],
    ['a host in capitals', gateway('http').replace('port: 80', 'port: 80, hostname: "*.YOUR_DOMAIN"')],
    ['a CA to be put in', policy('REPLACE_WITH_CA')],
  ])('%s is no error', async (_, text) => {
    const { errors } = await look({ 'app/all.yaml': APP, 'edge/all.yaml': EDGE, 'more/all.yaml': text });
    expect(errors.filter(({ file }) => file?.includes('more'))).toEqual([]);
  });

  test.each([
    ['malformed', `${namespace('x')}spec: {}\nspec: {}\n`],
    ['invalid-value', gateway('http').replace('port: 80', 'port: 80, hostname: Shop_Example.com')],
    ['invalid-ca-certificate-ref', policy('MIIB')],
  ])('a manifest that is wrong is %s', async (rule, text) => {
    const { errors } = await look({ 'app/all.yaml': APP, 'edge/all.yaml': EDGE, 'more/all.yaml': text });
    expect(errors.map((error) => error.rule)).toContain(rule);
  });

  function policy(body: string): string {
    return documents(
      namespace('ca'),
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ca, namespace: ca }\ndata:\n  ca.crt: |\n    -----BEGIN CERTIFICATE-----\n    ${body}\n    -----END CERTIFICATE-----\n`,
      service.replace('namespace: app', 'namespace: ca'),
      'apiVersion: gateway.networking.k8s.io/v1\nkind: BackendTLSPolicy\nmetadata: { name: p, namespace: ca }\nspec:\n  targetRefs: [{ group: "", kind: Service, name: s }]\n  validation: { hostname: a.example.com, caCertificateRefs: [{ group: "", kind: ConfigMap, name: ca }] }\n',
    );
  }
});

test('a file that holds no text is generated from as it is', async () => {
  if ((await findKustomize(undefined, { env: { PATH }, repository: '/nowhere' })) === undefined) {
    console.log('kustomize is not there: generators of files that hold no text not judged');
    return;
  }
  await withTree(
    {
      'clusters/prod/all.yaml': flux('apps', './apps'),
      'apps/kustomization.yaml': kustomization({
        resources: ['all.yaml'],
        configMapGenerator: [{ name: 'keys', namespace: 'app', files: ['key'] }],
      }),
      'apps/all.yaml': documents(APP, EDGE),
    },
    async (directory) => {
      mkdirSync(join(directory, 'apps'), { recursive: true });
      writeFileSync(join(directory, 'apps/key'), Uint8Array.from([0x85, 0x02, 0xff, 0xfe, 0x00, 0x80]));
      const { report } = await checkTree(directory);
      expect(report.findings.filter(({ rule }) => rule === 'delivery-incomplete')).toEqual([]);
    },
  );
});
