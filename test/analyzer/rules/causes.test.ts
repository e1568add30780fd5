import type { RuleName } from '../../../analyzer/rules/registry';
import type { Why } from '../../../analyzer/status/conditions/cause';
import { read, tracked } from '../../repo/tracked';
import { rules } from '../cases';

/**
 * Which rule tells of each reason; `undefined` for what merely follows from a reason that is told
 * elsewhere.
 */
const TOLD: { readonly [W in Why]: RuleName | undefined } = {
  'address-not-usable': 'address-not-usable',
  'backend-not-found': 'backend-not-found',
  'backend-port-not-found': 'backend-port-not-found',
  'certificates-partly': undefined,
  'class-not-accepted': 'class-not-accepted',
  'class-not-found': 'class-not-found',
  conflicted: 'policy-conflicted',
  'extension-unknown': 'extension-unknown',
  'field-unknown': 'no-matching-parent',
  'hostname-conflict': 'hostname-conflict',
  'invalid-ca-certificate-kind': 'invalid-ca-certificate-kind',
  'invalid-ca-certificate-ref': 'invalid-ca-certificate-ref',
  'invalid-certificate-ref': 'invalid-certificate-ref',
  'invalid-client-certificate-ref': 'invalid-client-certificate-ref',
  'invalid-kind': 'invalid-kind',
  'invalid-parameters': 'invalid-parameters',
  'invalid-route-kinds': 'invalid-route-kinds',
  'invalid-tls-config': 'invalid-tls-config',
  'listener-not-accepted': undefined,
  'definitions-differ': undefined,
  'listeners-not-resolved': undefined,
  'listeners-not-valid': 'listeners-not-valid',
  'no-matching-listener-hostname': 'no-matching-listener-hostname',
  'no-matching-parent': 'no-matching-parent',
  'no-valid-ca-certificate': 'no-valid-ca-certificate',
  'not-allowed': 'listener-set-not-allowed',
  'not-allowed-by-listeners': 'not-allowed-by-listeners',
  'parent-not-accepted': 'parent-not-accepted',
  'parent-not-programmed': undefined,
  'parent-refused': 'parent-not-accepted',
  'parent-unknown': 'parent-not-found',
  'protocol-conflict': 'protocol-conflict',
  'ref-not-permitted': 'ref-not-permitted',
  'target-not-found': 'policy-target-not-found',
  'unsupported-address': 'unsupported-address',
  'unsupported-app-protocol': 'unsupported-app-protocol',
  'unsupported-feature': 'unsupported-feature',
  'unsupported-protocol': 'unsupported-protocol',
  'unsupported-tls-mode': 'unsupported-tls-mode',
};

const told = Object.entries(TOLD).flatMap(([why, rule]) => (rule === undefined ? [] : [{ why, rule }]));

test.each(told)('$why is told by rule $rule', ({ why, rule }) => {
  expect(rules).toContain(rule);
  expect(read(tracked(`analyzer/rules/*/${rule}.ts`)[0] ?? '')).toContain(`'${why}'`);
});
