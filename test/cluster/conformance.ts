import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { GROUP, servedIn } from '../../gateway-api';
import type { Manifest } from './api-server';
import { shared } from './clusters';

const FOLDER = join(shared, 'gateway-api/conformance');

function yamlBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? yamlBelow(path) : path.endsWith('.yaml') ? [path] : []));
}

/** A Gateway with an address for whose value the suite writes one of the cluster's. */
const UNFINISHED = 'gateway-static-addresses';

/**
 * The objects of the Gateway API that the conformance suite applies, moved to a namespace that is
 * there.
 */
export const fixtures: readonly Manifest[] = yamlBelow(FOLDER).flatMap((path) => {
  const text = readFileSync(path, 'utf8')
    .replaceAll('{GATEWAY_CLASS_NAME}', 'class')
    .replaceAll('{GATEWAY_CONTROLLER_NAME}', 'example.com/controller');
  return (loadAll(text) as (Manifest | null)[])
    .filter((object): object is Manifest => object !== null && isOfGatewayApi(object) && object.metadata.name !== UNFINISHED)
    .map((object) =>
      object.metadata.namespace === undefined ? object : { ...object, metadata: { ...object.metadata, namespace: 'default' } },
    );
});

function isOfGatewayApi({ apiVersion = '', kind }: Manifest): boolean {
  const [group = '', version = ''] = apiVersion.split('/');
  return group.startsWith(GROUP.slice(0, -'k8s.io'.length)) && servedIn(group, kind, version) !== 0;
}
