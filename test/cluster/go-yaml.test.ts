import recorded from '../analyzer/go-yaml-scalars.json';
import { ApiServer } from './api-server';
import { serveValues, value } from './values';

// What TypeScript infers of a thousand tuples is of no use to anybody.
const fixture = recorded as unknown as { scalars: [string, unknown][]; streams: [string, object[]][]; refused: [string, string][] };

const server = ApiServer.of('standard-v1.6.1');
const head = (name: string, namespace: string) =>
  `apiVersion: crossing.test/v1\nkind: Value\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;

let namespace: string;
beforeAll(async () => {
  namespace = await server.namespace();
  await serveValues(server);
});

const scalars = fixture.scalars.map(([text, result], index) => [`k${index}`, text, result] as const);
const lines = scalars.map(([key, text]) => `${key}: ${text}\n`).join('');
const expected = Object.fromEntries(scalars.map(([key, , result]) => [key, result]));

test('server-side apply over HTTP reads every scalar as recorded', async () => {
  const { status, body } = await server.apply(value('http', namespace), { text: head('http', namespace) + lines });
  expect([status, body.message]).toEqual([201, undefined]);
  expect(body).toMatchObject(expected);
});

test('kubectl apply --server-side reads every scalar as recorded', async () => {
  const { stderr } = server.kubectl(['apply', '--server-side', '-f', '-'], head('kubectl', namespace) + lines);
  expect(stderr).toBe('');
  // kubectl sends JSON, which the server reads as YAML: a bare next-line character in a string is
  // folded into a space.
  const sent = JSON.parse(JSON.stringify(expected).replaceAll('\u0085', ' '));
  expect((await server.get(value('kubectl', namespace))).body).toMatchObject(sent);
});

// Only what can stand under an object's head, and is read as one document.
const fields = fixture.streams.filter(
  ([text, [first, ...more]]) => /^(?!true: a|y$|null)[a-z1-9"?]/.test(text) && first?.constructor === Object && more.length === 0,
);

test.each(fields)('server-side apply reads %j as recorded', async (text, [object]) => {
  const { body } = await server.apply(value('fields', namespace), {
    text: head('fields', namespace) + text,
    force: 'true',
    fieldValidation: 'Ignore',
  });
  expect(body).toMatchObject(object as object);
});

test.each(fixture.refused.filter(([text]) => text.startsWith('v:')))('server-side apply refuses %j', async (text) => {
  const { status } = await server.apply(value('refused', namespace), { text: head('refused', namespace) + text });
  expect(status).toBe(400);
});
