// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Flux are written so.
import fc from 'fast-check';
import { documents, type Files } from './tree';

/** A tree, and where an oracle begins with it. */
export interface RandomTree {
  readonly files: Files;
  readonly clusters: readonly RandomCluster[];
}

export interface RandomCluster {
  /** As findings name it. */
  readonly name: string;
  /** What is built first: the Kustomizations of Flux that it gives are built next. */
  readonly builds: readonly RandomBuild[];
}

/** One build, by what delivers it. */
export interface RandomBuild {
  readonly path: string;
  /** Of the object that delivers it: what it adds to the kustomization. */
  readonly spec: object;
  /** Where objects go that name no namespace. */
  readonly namespace?: string;
  /** Objects as they are, if the directory is no kustomization. */
  readonly objects?: readonly object[];
}

type Objects = readonly Readonly<Record<string, unknown>>[];
type Draft = Record<string, string>;

const { boolean, constantFrom, record } = fc;

const FORMS = ['inline-json', 'inline-merge', 'file-json', 'file-merge', 'strategic', 'json6902', 'replacement'] as const;

const change = record({
  form: constantFrom(...FORMS),
  what: constantFrom('section', 'port', 'hostname'),
  section: constantFrom('web', 'tls', 'gone'),
  loose: boolean(),
});
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

/** What an overlay or an engine object does to a base. */
const overlay = record({
  change: fc.option(change, { nil: undefined }),
  namespace: constantFrom(undefined, undefined, 'app', 'moved'),
  namePrefix: constantFrom(undefined, undefined, undefined, 'x-'),
  labels: constantFrom(undefined, 'labels', 'commonLabels'),
  component: boolean(),
  configMap: boolean(),
  secret: boolean(),
});
type Overlay = typeof overlay extends fc.Arbitrary<infer Value> ? Value : never;

const base = record({
  layout: constantFrom('kustomization', 'bare', 'nested'),
  namespaced: boolean(),
  section: constantFrom('web', 'web', 'tls', 'gone'),
  port: constantFrom(80, 80, 81),
  portName: constantFrom('web', 'gone'),
  hostname: constantFrom(undefined, 'a.example.com', 'b.example.com'),
  backend: constantFrom('same', 'granted', 'refused'),
  variable: boolean(),
});
type Base = typeof base extends fc.Arbitrary<infer Value> ? Value : never;

const edge = record({
  admits: constantFrom('All', 'Same', 'Selector'),
  hostname: constantFrom(undefined, 'a.example.com', '*.example.com'),
  secret: constantFrom('here', 'missing', 'elsewhere'),
  layout: constantFrom('kustomization', 'bare'),
});
type Edge = typeof edge extends fc.Arbitrary<infer Value> ? Value : never;

const child = record({
  overlay: fc.option(overlay, { nil: undefined }),
  targetNamespace: constantFrom(undefined, undefined, 'app', 'moved'),
  namePrefix: constantFrom(undefined, undefined, undefined, 'y-'),
  change: fc.option(change, { nil: undefined }),
  labels: boolean(),
  substitute: constantFrom('none', 'values', 'from'),
  parent: constantFrom('none', 'patches', 'path', 'replacement', 'namespace'),
});
type Child = typeof child extends fc.Arbitrary<infer Value> ? Value : never;

const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'r' };

const namespaceObject = (name: string, labels?: object) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, ...(labels && { labels }) },
});
const texts = (objects: Objects) => documents(...objects.map((object) => `${JSON.stringify(object)}\n`));

function appObjects({ namespaced, section, port, portName, hostname, backend, variable }: Base, own = true): Objects {
  const inApp = namespaced ? { namespace: 'app' } : {};
  const route = {
    apiVersion: GATEWAY_API,
    kind: 'HTTPRoute',
    metadata: { name: 'r', ...inApp },
    spec: {
      parentRefs: [{ name: 'gw', namespace: 'edge', sectionName: variable ? `\${SECTION:=${section}}` : section }],
      ...(hostname && { hostnames: [hostname] }),
      rules: [{ backendRefs: [{ name: 's', port, ...(backend !== 'same' && { namespace: 'data' }) }] }],
    },
  };
  const service = (metadata: object) => ({ apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ name: portName, port: 80 }] } });
  const grant = {
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: { name: 'g', namespace: 'data' },
    spec: { from: [{ group: ROUTE.group, kind: 'HTTPRoute', namespace: 'app' }], to: [{ group: '', kind: 'Service', name: 's' }] },
  };
  return [
    ...(own ? [namespaceObject('app')] : []),
    route,
    service({ name: 's', ...inApp }),
    ...(backend === 'same' ? [] : [namespaceObject('data'), service({ name: 's', namespace: 'data' })]),
    ...(backend === 'granted' ? [grant] : []),
  ];
}

function edgeObjects({ admits, hostname, secret }: Edge): Objects {
  const selector = admits === 'Selector' && { selector: { matchLabels: { team: 'a' } } };
  const allowedRoutes = { namespaces: { from: admits, ...selector } };
  const certificate = (namespace: string) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'cert', namespace },
    type: 'kubernetes.io/tls',
    stringData: { 'tls.crt': 'a', 'tls.key': 'b' },
  });
  const other = { ...certificate('edge'), metadata: { name: 'other', namespace: 'edge' } };
  const reference = { name: 'cert', ...(secret === 'elsewhere' && { namespace: 'certs' }) };
  return [
    namespaceObject('edge'),
    {
      apiVersion: GATEWAY_API,
      kind: 'Gateway',
      metadata: { name: 'gw', namespace: 'edge' },
      spec: {
        gatewayClassName: 'edge',
        listeners: [
          { name: 'web', port: 80, protocol: 'HTTP', ...(hostname && { hostname }), allowedRoutes },
          { name: 'tls', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [reference] }, allowedRoutes },
        ],
      },
    },
    ...(secret === 'here' ? [certificate('edge')] : [other]),
    ...(secret === 'elsewhere' ? [namespaceObject('certs'), certificate('certs')] : []),
  ];
}

const operations = ({ what, section }: Change) => [
  what === 'section'
    ? { op: 'replace', path: '/spec/parentRefs/0/sectionName', value: section }
    : what === 'port'
      ? { op: 'replace', path: '/spec/rules/0/backendRefs/0/port', value: 8080 }
      : { op: 'add', path: '/spec/hostnames', value: ['b.example.com'] },
];
const merge = ({ what, section }: Change) => ({
  apiVersion: GATEWAY_API,
  kind: 'HTTPRoute',
  metadata: { name: 'r' },
  spec:
    what === 'section'
      ? { parentRefs: [{ name: 'gw', namespace: 'edge', sectionName: section }] }
      : what === 'port'
        ? { rules: [{ backendRefs: [{ name: 's', port: 8080 }] }] }
        : { hostnames: ['b.example.com'] },
});

/** The fields of a kustomization that make a change; files are put beside it. */
function changeFields(asked: Change, directory: string, files: Draft): object {
  const target = asked.loose ? { kind: 'HTTPRoute' } : ROUTE;
  const json = JSON.stringify(operations(asked));
  const strategic = JSON.stringify(merge(asked));
  switch (asked.form) {
    case 'inline-json':
      return { patches: [{ patch: json, target }] };
    case 'inline-merge':
      return { patches: [{ patch: strategic, ...(asked.loose && { target }) }] };
    case 'file-json':
      files[`${directory}/patch.json`] = json;
      return { patches: [{ path: 'patch.json', target }] };
    case 'file-merge':
      files[`${directory}/patch.yaml`] = `${strategic}\n`;
      return { patches: [{ path: 'patch.yaml' }] };
    case 'strategic':
      return { patchesStrategicMerge: [strategic] };
    case 'json6902':
      return { patchesJson6902: [{ patch: json, target: { ...ROUTE, version: 'v1' } }] };
    default: {
      const source = { kind: 'Service', name: 's', fieldPath: 'spec.ports.0.name' };
      return { replacements: [{ source, targets: [{ select: target, fieldPaths: ['spec.parentRefs.0.sectionName'] }] }] };
    }
  }
}

/**
 * A namespace that is set for several Namespace objects fails a build, which is tried, but seldom.
 */
const settable = (namespace: string | undefined, { backend, port }: Base): string | undefined =>
  backend === 'same' || port === 81 ? namespace : undefined;

/** Replacements need one source, and a base with two Services has two. */
const applicable = (asked: Change | undefined, { backend }: Base): Change | undefined =>
  asked?.form === 'replacement' && backend !== 'same' ? { ...asked, form: 'inline-json' } : asked;

function baseFiles(own: Base, directory: string, objects: Objects, files: Draft, layout = own.layout): void {
  const [first, ...rest] = objects;
  switch (layout) {
    case 'bare':
      files[`${directory}/all.yaml`] = texts(objects);
      break;
    case 'nested':
      files[`${directory}/one.yml`] = texts(first === undefined ? [] : [first]);
      files[`${directory}/inner/kustomization.yml`] = JSON.stringify({ resources: ['rest.yaml'] });
      files[`${directory}/inner/rest.yaml`] = texts(rest);
      files[`${directory}/inner/dead.yaml`] = texts([{ ...merge({ form: 'strategic', what: 'port', section: 'web', loose: false }) }]);
      break;
    default:
      files[`${directory}/kustomization.yaml`] = JSON.stringify({ resources: ['all.yaml'] });
      files[`${directory}/all.yaml`] = texts(objects);
      files[`${directory}/dead.yaml`] = texts([{ ...merge({ form: 'strategic', what: 'section', section: 'gone', loose: false }) }]);
  }
}

function overlayFiles(asked: Overlay, own: Base, directory: string, resources: readonly string[], files: Draft): void {
  const changed = applicable(asked.change, own);
  const component = `${directory}/component`;
  const fields = changed === undefined ? {} : changeFields(changed, asked.component ? component : directory, files);
  if (asked.component) {
    files[`${component}/kustomization.yaml`] = JSON.stringify({
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      kind: 'Component',
      configMapGenerator: [{ name: 'made', literals: ['a=b'] }],
      ...fields,
    });
  }
  files[`${directory}/kustomization.yaml`] = JSON.stringify({
    resources,
    ...(asked.component ? { components: ['component'] } : fields),
    ...(settable(asked.namespace, own) && { namespace: asked.namespace }),
    ...(asked.namePrefix && { namePrefix: asked.namePrefix }),
    ...(asked.labels === 'labels' && { labels: [{ pairs: { team: 'a' } }] }),
    ...(asked.labels === 'commonLabels' && { commonLabels: { team: 'a' } }),
    ...(asked.configMap && { configMapGenerator: [{ name: 'config', files: ['value.txt'] }] }),
    ...(asked.secret && { secretGenerator: [{ name: 'cert', literals: ['tls.crt=a'], type: 'Opaque' }] }),
  });
  if (asked.configMap) {
    files[`${directory}/value.txt`] = 'a: b\n';
  }
}

const flux = (name: string, spec: object, namespace: string | undefined = 'flux-system') => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name, ...(namespace && { namespace }) },
  spec: {
    interval: '10m',
    retryInterval: '5s',
    prune: true,
    sourceRef: { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' },
    ...spec,
  },
});

/** A child of Flux as it is written, before its parent changes it. */
function childSpec(asked: Child, own: Base, path: string): object {
  const changed = applicable(asked.change, own);
  const values = { SECTION: 'tls' };
  return {
    path: asked.parent === 'path' ? './placeholder' : `./${path}`,
    ...(settable(asked.targetNamespace, own) && asked.parent === 'none' && { targetNamespace: asked.targetNamespace }),
    ...(asked.namePrefix && { namePrefix: asked.namePrefix }),
    ...(changed && { patches: [{ patch: JSON.stringify(operations(changed)), target: ROUTE }] }),
    ...(asked.labels && { commonMetadata: { labels: { team: 'a' } } }),
    ...(asked.substitute === 'values' && { postBuild: { substitute: values } }),
    ...(asked.substitute === 'from' && { postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'vars' }] } }),
  };
}

/**
 * What a parent does to its child: in the kustomization of the children, or as patches of its own.
 */
function parentFields({ parent }: Child, own: Base, path: string): { readonly kustomization: object; readonly spec: object } {
  const target = { group: 'kustomize.toolkit.fluxcd.io', kind: 'Kustomization', name: 'app' };
  const set = (field: string, value: string) => ({ patch: JSON.stringify([{ op: 'add', path: `/spec/${field}`, value }]), target });
  switch (parent) {
    case 'patches':
      return {
        kustomization: {},
        spec: { patches: [settable('moved', own) === undefined ? set('namePrefix', 'w-') : set('targetNamespace', 'moved')] },
      };
    case 'path':
      return { kustomization: { patches: [set('path', `./${path}`)] }, spec: {} };
    case 'replacement':
      return {
        kustomization: {
          replacements: [
            {
              source: { kind: 'ConfigMap', name: 'vars', fieldPath: 'data.NAMESPACE' },
              targets: [
                {
                  select: target,
                  fieldPaths: [settable('moved', own) === undefined ? 'spec.nameSuffix' : 'spec.targetNamespace'],
                  options: { create: true },
                },
              ],
            },
          ],
        },
        spec: {},
      };
    case 'namespace':
      return { kustomization: { namespace: 'flux-system' }, spec: {} };
    default:
      return { kustomization: {}, spec: {} };
  }
}

const fluxTree = record({ base, clusters: fc.array(record({ child, edge }), { minLength: 1, maxLength: 2 }) }).map(
  ({ base: own, clusters }): RandomTree => {
    const files: Draft = { 'docs/dead.yaml': texts(appObjects({ ...own, section: 'gone' })), 'placeholder/README.md': 'Nothing.\n' };
    baseFiles(
      own,
      'apps/base',
      appObjects(own),
      files,
      own.layout === 'bare' && clusters.some((one) => one.child.overlay) ? 'nested' : own.layout,
    );
    const names = ['one', 'two'].slice(0, clusters.length);
    for (const [index, asked] of clusters.entries()) {
      const name = names[index] ?? '';
      // A directory that is no kustomization is none for an overlay either.
      const overlaid = asked.child.overlay !== undefined && files['apps/base/kustomization.yaml'] !== undefined;
      const path = overlaid ? `apps/${name}` : 'apps/base';
      if (overlaid && asked.child.overlay !== undefined) {
        overlayFiles(asked.child.overlay, own, path, ['../base'], files);
      }
      const { kustomization, spec } = parentFields(asked.child, own, path);
      files[`clusters/${name}/flux-system/gotk-sync.yaml`] = texts([flux('flux-system', { path: `./clusters/${name}` })]);
      files[`clusters/${name}/parent.yaml`] = texts([flux('parent', { path: `./children/${name}`, ...spec })]);
      const namespace = asked.child.parent === 'namespace' ? '' : 'flux-system';
      const vars = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'vars', namespace: 'flux-system' } };
      files[`children/${name}/all.yaml`] = texts([
        { ...vars, data: { SECTION: 'tls', NAMESPACE: 'moved' } },
        flux('app', childSpec(asked.child, own, path), namespace),
        flux('edge', { path: `./edge/${name}` }),
      ]);
      files[`children/${name}/kustomization.yaml`] = JSON.stringify({ resources: ['all.yaml'], ...kustomization });
      baseFiles(own, `edge/${name}`, edgeObjects(asked.edge), files, asked.edge.layout);
    }
    return {
      files,
      clusters: names.map((name) => ({
        name: names.length === 1 ? '' : name,
        builds: [{ path: `clusters/${name}`, spec: {} }],
      })),
    };
  },
);

const REPOSITORY = 'https://git.example.com/org/fleet';

const argoTree = record({
  base,
  edge,
  overlay,
  how: constantFrom('app of apps', 'directories', 'files', 'list', 'matrix'),
  kustomize: record({
    namePrefix: constantFrom(undefined, 'z-'),
    namespace: constantFrom(undefined, 'app'),
    change: fc.option(change, { nil: undefined }),
  }),
  creates: boolean(),
  elsewhere: boolean(),
}).map(({ base: own, edge: gateway, overlay: asked, how, kustomize, creates, elsewhere }): RandomTree => {
  const files: Draft = { 'docs/dead.yaml': texts(appObjects({ ...own, section: 'gone', variable: false })) };
  const plain = { ...own, variable: false };
  const objects = appObjects(plain, !creates);
  const overlaid = own.layout === 'kustomization';
  const path = 'apps/app';
  if (overlaid) {
    baseFiles(plain, 'base', objects, files, 'kustomization');
    overlayFiles(asked, plain, path, ['../../base'], files);
  } else {
    files[`${path}/all.yaml`] = texts(objects);
  }
  files['apps/edge/all.yaml'] = texts(edgeObjects(gateway));
  files['apps/off/all.yaml'] = texts([merge({ form: 'strategic', what: 'section', section: 'gone', loose: false })]);
  files['apps/app/config.json'] = '{"team":"app"}';
  files['apps/edge/config.json'] = '{"team":"edge"}';
  const server = elsewhere ? 'https://two.example.com' : 'https://kubernetes.default.svc';
  const automated = { automated: {} };
  const namespace = { syncOptions: ['CreateNamespace=true'], managedNamespaceMetadata: { labels: { team: 'a' } } };
  const syncPolicy = { syncPolicy: creates ? { ...automated, ...namespace } : automated };
  const changed = applicable(kustomize.change, plain);
  const options = {
    ...(kustomize.namePrefix && { namePrefix: kustomize.namePrefix }),
    ...(settable(kustomize.namespace, own) && { namespace: kustomize.namespace }),
    ...(changed && { patches: [{ patch: JSON.stringify(operations(changed)), target: ROUTE }] }),
  };
  const used = overlaid && how === 'app of apps' ? options : {};
  const source = (at: string, more: object = {}) => ({ repoURL: `${REPOSITORY}.git`, path: at, targetRevision: 'HEAD', ...more });
  const argo = (kind: string, name: string, spec: object) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'argocd' },
    spec,
  });
  // Argo CD reads every JSON file of a directory as a manifest.
  const yaml = { directory: { include: '*.yaml' } };
  const application = (name: string) =>
    argo('Application', name, {
      project: 'default',
      source: source(`apps/${name}`, name !== 'app' || !overlaid ? yaml : Object.keys(options).length > 0 ? { kustomize: options } : {}),
      destination: { server, namespace: name },
      ...syncPolicy,
    });
  const set = (generators: readonly object[], name: string, at: string) =>
    argo('ApplicationSet', 'apps', {
      goTemplate: name.includes(' .'),
      generators,
      template: {
        metadata: { name },
        spec: { project: 'default', source: source(at), destination: { server, namespace: name }, ...syncPolicy },
      },
    });
  const directories = { git: { repoURL: REPOSITORY, directories: [{ path: 'apps/*' }, { path: 'apps/off', exclude: true }] } };
  if (how !== 'app of apps') {
    // An ApplicationSet takes the directories as they are.
    delete files['apps/app/config.json'];
    delete files['apps/edge/config.json'];
    files['teams/app/config.json'] = '{"team":"app"}';
    files['teams/edge/config.json'] = '{"team":"edge"}';
  }
  const engines: Record<typeof how, Objects> = {
    'app of apps': [application('app'), application('edge')],
    directories: [set([directories], '{{path.basename}}', '{{path}}')],
    files: [set([{ git: { repoURL: REPOSITORY, files: [{ path: 'teams/*/config.json' }] } }], '{{ .team }}', 'apps/{{ .team }}')],
    list: [set([{ list: { elements: [{ team: 'app' }, { team: 'edge' }] } }], '{{ .team }}', 'apps/{{ .team }}')],
    matrix: [
      set(
        [{ matrix: { generators: [directories, { list: { elements: [{ stage: 'prod' }] } }] } }],
        '{{ .path.basename }}',
        '{{ .path.path }}',
      ),
    ],
  };
  files['argo/apps.yaml'] = texts(engines[how]);
  files['root.yaml'] = texts([
    argo('Application', 'root', {
      project: 'default',
      source: source('argo'),
      destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd' },
      syncPolicy: automated,
    }),
  ]);
  const made = (name: string) => (creates ? [namespaceObject(name, { team: 'a' })] : []);
  const builds: RandomBuild[] = [
    overlaid ? { path, spec: used, namespace: 'app' } : { path, spec: {}, namespace: 'app', objects },
    { path: 'apps/edge', spec: {}, namespace: 'edge', objects: edgeObjects(gateway) },
    { path: 'apps/app', spec: {}, objects: made('app') },
  ];
  return { files, clusters: [{ name: elsewhere ? 'https://two.example.com' : '', builds }] };
});

const plainTree = record({ base, overlay, edge }).map(({ base: own, overlay: asked, edge: gateway }): RandomTree => {
  const files: Draft = {};
  const plain = { ...own, variable: false };
  baseFiles(plain, 'base', appObjects(plain), files, 'kustomization');
  baseFiles(plain, 'edge', edgeObjects(gateway), files, 'kustomization');
  overlayFiles({ ...asked, namespace: undefined }, plain, 'overlays/prod', ['../../base', '../../edge'], files);
  return { files, clusters: [{ name: '', builds: [{ path: 'overlays/prod', spec: {} }] }] };
});

/** Trees of Flux, Argo CD and kustomize alone, with what lies beside them and is dead. */
export const randomTree: fc.Arbitrary<RandomTree> = fc.oneof(
  { weight: 4, arbitrary: fluxTree },
  { weight: 3, arbitrary: argoTree },
  { weight: 1, arbitrary: plainTree },
);
