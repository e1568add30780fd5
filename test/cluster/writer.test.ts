import fc from 'fast-check';
import { toYaml } from '../../constructs/writer/yaml';
import { anyMap } from '../constructs/writer/any-json';
import { ApiServer } from './api-server';
import { serveValues, value } from './values';

const server = ApiServer.of('standard-v1.6.1');

let namespace: string;
beforeAll(async () => {
  namespace = await server.namespace();
  await serveValues(server);
});

/** The API server drops a field that is null. */
function withoutNull(it: unknown): unknown {
  return JSON.parse(JSON.stringify(it), (_, below) => (below === null ? 'null' : below));
}

test('the API server reads back what is written, whatever it is', async () => {
  for (const [index, spec] of fc.sample(anyMap.map(withoutNull), 300).entries()) {
    const object = { ...value(`value-${index}`, namespace), spec };
    const { status, body } = await server.apply(object, { text: toYaml(object) });
    expect({ status, message: body.message, spec: body.spec }).toEqual({ status: 201, message: undefined, spec });
  }
});
