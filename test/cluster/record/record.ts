import { appendFileSync } from 'node:fs';
import { ApiObject } from 'cdk8s';
import { Dependable } from 'constructs';
import { targetOf } from '../../../constructs/checks/target';
import { EchoService } from '../../../constructs/crossing/echo-service';

const render = ApiObject.prototype.toJson;
let noting = false;

/** Tests make Services and Deployments of cdk8s-plus too, which write what the API server drops. */
function isOurs(object: ApiObject): boolean {
  if (object.apiGroup === 'gateway.networking.k8s.io' || object.kind === 'Namespace') {
    return true;
  }
  const echoes = object.node.root.node.findAll().filter((it) => it instanceof EchoService);
  return echoes.some((echo) => Dependable.of(echo).dependencyRoots.includes(object));
}

ApiObject.prototype.toJson = function (this: ApiObject) {
  // Classes of generated bindings make more of what this gives them, so the whole is asked for once
  // more.
  if (!noting && isOurs(this)) {
    noting = true;
    try {
      const written = { target: targetOf(this), manifest: this.toJson() };
      appendFileSync(process.env.CROSSING_TEST_RECORD ?? '/dev/null', `${JSON.stringify(written)}\n`);
    } finally {
      noting = false;
    }
  }
  return render.call(this);
};
