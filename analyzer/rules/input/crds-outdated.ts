import { compareReleases, type MinorRelease, minorRelease } from '../../../gateway-api';
import { type Controller, oldestCrds } from '../../../targets';
import { defineRule, type Found } from '../rule';

export interface Params {
  /** `v1.0.0` */
  readonly version: string;
  readonly channel: string;
  readonly controller: Controller;
  /** The oldest release that the controller works with. */
  readonly needed: MinorRelease;
}

/** CRDs that are older than the ones which the controller of the target needs. */
export const crdsOutdated = defineRule('crds-outdated', {
  reads: [],
  title: 'the CRDs are older than the controller needs',
  why: 'A controller waits for the versions of the kinds that it reads. With older CRDs it ignores their objects, and no status says so.',
  *find({ world, controller }): Iterable<Found<Params>> {
    const needed = controller && oldestCrds(controller);
    if (controller === undefined || needed === undefined) {
      return;
    }
    const reported = new Set<string>();
    for (const { file, line, column, version, channel, context } of world.crds) {
      const release = minorRelease(version);
      const key = JSON.stringify([file, version, channel]);
      if (context || release === undefined || compareReleases(release, needed) >= 0 || reported.has(key)) {
        continue;
      }
      reported.add(key);
      yield { at: { file, line, column }, severity: 'warning', params: { version, channel, controller, needed } };
    }
  },
  message: (_, { version, channel, controller, needed }) =>
    `the CRDs of Gateway API ${version} (${channel} channel) are older than those of ${needed}, which ${controller} needs`,
  fix: ({ needed }) => `deliver the CRDs of Gateway API ${needed} or newer`,
});
