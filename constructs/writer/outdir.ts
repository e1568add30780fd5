import { join, relative, resolve } from 'node:path';
import { DEFAULT_OUTPUT } from '../../settings/cdk8s-config';

/**
 * The directory that an app writes: the one that it names, else `CDK8S_OUTDIR`, else `dist`; of a
 * cluster, its directory below that.
 *
 * @throws if it lies outside of `CDK8S_OUTDIR`: what is below that is checked before it takes the
 * place of the output, and the rest is not
 */
export function outdirOf(outdir: string | undefined, clusterDirectory: string | undefined): string {
  const common = process.env.CDK8S_OUTDIR;
  if (outdir === undefined) {
    return join(common ?? DEFAULT_OUTPUT, clusterDirectory ?? '');
  }
  if (common !== undefined && /^\.\.($|[/\\])/.test(relative(resolve(common), resolve(outdir)))) {
    throw new Error(
      `outdir is ${JSON.stringify(outdir)}: it lies outside of the output that is synthesized and checked; leave outdir out, and for several clusters use new CrossingApp({ cluster })`,
    );
  }
  return outdir;
}
