/** What runs a TypeScript app; a test holds the version to the one that this project uses. */
export const TSX = '4.23.15';

/**
 * `crossing.yaml`: the clusters, after what editors read, or without a Node project what people do.
 */
export function crossingYaml(clusters: readonly string[], node: boolean): string {
  const named = clusters.length === 0 ? '' : `clusters:\n${clusters.map((name) => `  ${name}: {}\n`).join('')}`;
  return (node ? SCHEMA_COMMENT : KEYS_COMMENT) + named;
}

const SCHEMA_COMMENT = '# yaml-language-server: $schema=./node_modules/cdk8s-crossing/crossing.schema.json\n';
const KEYS_COMMENT = `# context: [platform] # manifests of what already runs: used, not checked
# open: [monitoring] # namespaces that hold more than these manifests
`;

/** The entry of `validations` in cdk8s.yaml. */
export function validations(version: string): string {
  return `validations:
  - package: ./node_modules/cdk8s-crossing
    version: ${version}
    class: CrossingValidation
`;
}

/** A cdk8s.yaml for an app in main.ts. */
export function cdk8sYaml(version: string): string {
  return `language: typescript\napp: node --import tsx main.ts\noutput: dist\n${validations(version)}`;
}

/** An app with one crossing, for one cluster or for each of several. */
export function mainTs(clusters: readonly string[]): string {
  const several = clusters.length > 0;
  const body = `const app = new CrossingApp(${several ? '{ cluster }' : ''});

new CrossNamespaceRoute(app, 'echo', {
  listener: Gateway.external({ namespace: 'kong', name: 'kong' }).listener('proxy', { port: 80, protocol: 'HTTP' }),
  source: 'test-source',
  destination: 'test-destination',
  route: http({ pathPrefix: '/echo', stripPrefix: true }),
});

app.synth();
`;
  const loop = `for (const cluster of clusters()) {\n${body.replace(/^(?=.)/gm, '  ')}}\n`;
  const names = [...(several ? ['clusters'] : []), 'CrossingApp', 'CrossNamespaceRoute', 'Gateway', 'http'];
  return `import { ${names.join(', ')} } from 'cdk8s-crossing';\n\n${several ? loop : body}`;
}

/** A package.json for an app in main.ts. */
export function packageJson(name: string, version: string, peers: Readonly<Record<string, string>>): string {
  const manifest = {
    name,
    private: true,
    scripts: { synth: 'crossing synth', check: 'crossing check' },
    dependencies: { ...peers, 'cdk8s-crossing': version },
    devDependencies: { tsx: TSX },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** The name of this package. */
export const PACKAGE = 'cdk8s-crossing';
