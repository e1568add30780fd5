import { setTimeout } from 'node:timers/promises';
import type { ApiServer, Manifest } from './api-server';

/** An object that keeps every field, so that what the decoder made of a text can be read back. */
export function value(name: string, namespace: string): Manifest {
  return { apiVersion: 'crossing.test/v1', kind: 'Value', metadata: { name, namespace } };
}

/** Lets a server take such objects, and waits until it does. */
export async function serveValues(server: ApiServer): Promise<void> {
  await server.apply({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'values.crossing.test' },
    spec: {
      group: 'crossing.test',
      names: { kind: 'Value', plural: 'values' },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  });
  while ((await server.path(value('any', 'default'))) === undefined) {
    await setTimeout(200);
  }
}
