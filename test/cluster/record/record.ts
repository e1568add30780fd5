import { appendFileSync } from 'node:fs';
import { ApiObject } from 'cdk8s';
import { targetOf } from '../../../constructs/target';

const render = ApiObject.prototype.toJson;

ApiObject.prototype.toJson = function (this: ApiObject) {
  const manifest = render.call(this);
  appendFileSync(process.env.CROSSING_TEST_RECORD ?? '/dev/null', `${JSON.stringify({ target: targetOf(this), manifest })}\n`);
  return manifest;
};
