import type { DeniedCrds } from '../../model/sources/crd-changes';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly why: DeniedCrds['why'];
  /** `v1.6.1` */
  readonly version: string;
  readonly channel: string;
  /** Of the CRDs in the cluster. */
  readonly installed: { readonly version: string; readonly channel: string };
}

const POLICY = 'ValidatingAdmissionPolicy safe-upgrades.gateway.networking.k8s.io';

function releaseText({ version, channel }: { readonly version: string; readonly channel: string }): string {
  return `Gateway API ${version} (${channel} channel)`;
}

/** CRDs that the policy which came with those in the cluster denies. */
export const crdChangeDenied = defineRule('crd-change-denied', {
  reads: [],
  title: 'the cluster denies a change of the CRDs',
  why: 'Since release 1.5 the CRDs come with a policy that denies older ones, and experimental ones in place of standard ones. The sync fails, the CRDs stay as they are, and objects that need the other ones are refused.',
  *find({ world }): Iterable<Found<Params>> {
    for (const problem of world.problems) {
      if (problem.what === 'crds-denied') {
        const { why, denied, installed } = problem;
        const { file, line, column, version, channel } = denied;
        const params = { why, version, channel, installed: { version: installed.version, channel: installed.channel } };
        yield { at: { file, line, column }, severity: 'warning', params, predicts: { admission: 'refused' } };
      }
    }
  },
  message: (_, { why, installed, ...crds }) => {
    const over = `the CRDs of ${releaseText(crds)} would replace those of ${releaseText(installed)}`;
    const denied = {
      channel: 'experimental CRDs in place of standard ones',
      monthly: 'a release that is not numbered',
      older: 'older CRDs',
    }[why];
    return `${over}: ${POLICY} denies ${denied}`;
  },
  fix: ({ why, installed }) => {
    const keep =
      why === 'older' ? `deliver Gateway API ${installed.version} or newer` : `deliver the CRDs of the ${installed.channel} channel`;
    return `${why === 'monthly' ? 'deliver a numbered release' : keep}, or delete the policy first`;
  },
});
