import type { Manifest } from '../../model/manifest';
import { ROUTE_KINDS } from '../../model/objects';
import type { Path } from '../../model/path';
import type { World } from '../../model/world/world';
import { quoted } from '../../text/words';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly hostname: string;
}

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

function* hostnames(world: World): Iterable<{ at: Manifest; path: Path; hostname: string }> {
  for (const owner of [...world.all('Gateway'), ...world.all('ListenerSet')]) {
    for (const [index, { hostname }] of (owner.object.spec.listeners ?? []).entries()) {
      if (hostname !== undefined) {
        yield { at: owner, path: ['spec', 'listeners', index, 'hostname'], hostname };
      }
    }
  }
  for (const kind of ROUTE_KINDS) {
    for (const route of world.all(kind)) {
      for (const [index, hostname] of (route.object.spec.hostnames ?? []).entries()) {
        yield { at: route, path: ['spec', 'hostnames', index], hostname };
      }
    }
  }
}

/** An IP address in place of a hostname, which the schema accepts and the specification forbids. */
export const hostnameIsIp = defineRule('hostname-is-ip', {
  reads: ['Gateway', 'ListenerSet', ...ROUTE_KINDS],
  title: 'a hostname is an IP address',
  why: 'The Gateway API allows names only. The schema of the older kinds accepts an address, and controllers differ in how they treat it.',
  *find({ world }): Iterable<Found<Params>> {
    for (const { at, path, hostname } of hostnames(world)) {
      if (IPV4.test(hostname)) {
        yield { at, path, severity: 'warning', params: { hostname } };
      }
    }
  },
  message: (subject, { hostname }) => `${subject} has hostname ${quoted(hostname)}, which is an IP address`,
  fix: () => 'use a DNS name; to match every host, remove the hostname',
});
