import { nearest } from '../../analyzer/text/did-you-mean';
import { quoted } from '../../analyzer/text/words';
import { type Bundle, CHANNELS, RELEASES } from '../../gateway-api';
import { CONTROLLERS } from '../../targets';
import { CommandError } from '../exit-code';

/** `kong-1.3-experimental`, and what is nearly one: `v1.6.1`, `1.6-stable`. */
const PARTS = /^(?:([a-z]+)-)?v?1\.(\d{1,4})(?:\.\d+)?(?:-(\w+))?$/i;

/**
 * Reads the value of `--target`: `1.6-standard`, or `kong-1.3-experimental` with the controller of
 * a `target` in `crossing.yaml`, on which no verdict depends.
 *
 * @throws if the controller, release or channel is unknown
 */
export function targetOption(value: string): Bundle {
  const [, controller, minor, channel] = PARTS.exec(value) ?? [];
  const gatewayApi = nearestRelease(Number(minor));
  const known = alike(channel, CHANNELS) ?? 'standard';
  const by = alike(controller, CONTROLLERS);
  const nearest = `${by === undefined ? '' : `${by}-`}${gatewayApi}-${known}`;
  if (value === nearest) {
    return { gatewayApi, channel: known };
  }
  throw new CommandError(
    `--target is ${quoted(value)}: expected a release (${RELEASES.join(', ')}) and a channel (${CHANNELS.join(', ')}), such as ${nearest}`,
  );
}

/** The known release that is nearest to `1.MINOR`; the newest one if there is no number. */
function nearestRelease(minor: number): Bundle['gatewayApi'] {
  const distance = (release: string) => Math.abs(Number(release.split('.')[1]) - minor);
  return [...RELEASES].reverse().reduce((best, release) => (distance(release) < distance(best) ? release : best));
}

function alike<Known extends string>(word: string | undefined, all: readonly Known[]): Known | undefined {
  const near = word === undefined || all.some((known) => known === word) ? word : nearest(word, all);
  return all.find((known) => known === near);
}
