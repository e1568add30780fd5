import { ApiObject, App } from 'cdk8s';
import { BackendTlsPolicy, type BackendTlsPolicyProps, TARGET_CONTEXT } from '../../constructs';
import type { Target } from '../../constructs/checks/target';
import { everything, standard } from './routes';

const shop = { name: 'shop', port: 8443, metadata: { namespace: 'shop' } };

function policy(props: object = {}, target: Target = everything): BackendTlsPolicy {
  const app = new App();
  app.node.setContext(TARGET_CONTEXT, target);
  return new BackendTlsPolicy(app, 'shop', { backends: [shop], hostname: 'shop.internal', ...props } as BackendTlsPolicyProps);
}

test('defaults', () => {
  expect(ApiObject.of(policy()).toJson()).toMatchInlineSnapshot(`
{
  "apiVersion": "gateway.networking.k8s.io/v1",
  "kind": "BackendTLSPolicy",
  "metadata": {
    "name": "shop",
    "namespace": "shop",
  },
  "spec": {
    "targetRefs": [
      {
        "group": "",
        "kind": "Service",
        "name": "shop",
      },
    ],
    "validation": {
      "hostname": "shop.internal",
      "wellKnownCACertificates": "System",
    },
  },
}
`);
});

test('authorities, the name of a port and options are written', () => {
  const caCertificates = [{ name: 'internal-ca' }];
  expect(ApiObject.of(policy({ caCertificates, portName: 'https', options: { 'example.com/ciphers': 'modern' } })).toJson().spec).toEqual({
    options: { 'example.com/ciphers': 'modern' },
    targetRefs: [{ group: '', kind: 'Service', name: 'shop', sectionName: 'https' }],
    validation: { hostname: 'shop.internal', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'internal-ca' }] },
  });
});

test.each<[string, object, string]>([
  ['there are no backends', { backends: [] }, 'backends has 0 items: expected 1 to 16'],
  ['a backend is a name', { backends: ['shop'] }, 'backends[0] is "shop": give an object such as { name, port, metadata'],
  [
    'the backends are in several namespaces',
    { backends: [shop, { ...shop, metadata: { namespace: 'bank' } }] },
    'backends are in namespaces "bank", "shop": a policy is for one namespace; make a policy for each',
  ],
  ['a backend is named twice', { backends: [shop, shop] }, 'backends holds "Service shop" twice'],
  ['the hostname is missing', { hostname: undefined }, 'hostname is missing'],
  ['the hostname has a wildcard', { hostname: '*.internal' }, 'hostname is "*.internal"'],
  [
    'an authority is in another namespace',
    { caCertificates: [{ name: 'a', namespace: 'b' }] },
    'caCertificates[0].namespace is not known: it is in the namespace of the backends',
  ],
  ['it is written as the API has it', { validation: {} }, 'validation is not known: write hostname and caCertificates directly'],
])('fails if %s', (_, props, why) => {
  expect(() => policy(props)).toThrow(why);
});

test('fails if the target does not serve it', () => {
  expect(() => policy({}, standard('1.3'))).toThrow(/^BackendTLSPolicy shop\/shop: target generic .* does not serve BackendTLSPolicy/);
});

test('an authority of the cluster is named with its signer, where the target reads it', () => {
  const caCertificates = [{ group: 'certificates.k8s.io', kind: 'ClusterTrustBundle', name: 'example.com:internal:roots' }];
  const { spec } = ApiObject.of(policy({ caCertificates }, { ...everything, gatewayApi: '1.7' })).toJson();
  expect(spec.validation.caCertificateRefs).toEqual(caCertificates);
  for (const target of [everything, standard('1.7')]) {
    expect(() => policy({ caCertificates }, target)).toThrow('caCertificates[0] is a ClusterTrustBundle: target generic (Gateway API 1.');
  }
});
