import { type Generate, items, making, text } from './making';

/**
 * A Secret of a name that stands at one of some paths, else of the object's own name; `place` is
 * where its namespace stands.
 */
function secret(names: readonly (readonly string[])[], place?: readonly string[]): Generate {
  return (value, namespace, name) => {
    const called = names.map((path) => text(value, ...path)).find((found) => found !== undefined) ?? name;
    return [making('Secret', (place && text(value, ...place)) ?? namespace, called)];
  };
}

/** A Secret for each item of a list. */
function secrets(list: readonly string[], name: readonly string[], place?: readonly string[]): Generate {
  return (value, namespace) =>
    items(value, ...list).map((item) => making('Secret', (place && text(item, ...place)) ?? namespace, text(item, ...name)));
}

function all(...generators: readonly Generate[]): Generate {
  return (value, namespace, name) => generators.flatMap((generate) => generate(value, namespace, name));
}

/**
 * trust-manager puts a bundle into every namespace that its selector matches, under its own name.
 */
const bundle: Generate = (_, __, name) => [making('ConfigMap', undefined, name), making('Secret', undefined, name)];

/** The certificate that openshift-acme exports for a Route. */
const acmeSecret: Generate = (value, namespace) => {
  const name = text(value, 'metadata', 'annotations', 'acme.openshift.io/secret-name');
  return name === undefined ? [] : [making('Secret', namespace, name)];
};

/** What makes Secrets and ConfigMaps out of what is kept elsewhere, by group and kind. */
export const SECRETS: readonly (readonly [kind: string, generate: Generate])[] = [
  ['bitnami.com/SealedSecret', secret([['spec', 'template', 'metadata', 'name']])],
  [
    'external-secrets.io/ExternalSecret',
    all(secret([['spec', 'target', 'name']]), (value, namespace, name) => [
      making('ConfigMap', namespace, text(value, 'spec', 'target', 'name') ?? name),
    ]),
  ],
  ['external-secrets.io/ClusterExternalSecret', () => [making('Secret', undefined, undefined)]],
  ['trust.cert-manager.io/Bundle', bundle],
  ['trust-manager.io/ClusterBundle', bundle],
  ['onepassword.com/OnePasswordItem', secret([])],
  ['secrets.hashicorp.com/VaultStaticSecret', secret([['spec', 'destination', 'name']])],
  ['secrets.hashicorp.com/VaultDynamicSecret', secret([['spec', 'destination', 'name']])],
  ['secrets.hashicorp.com/VaultPKISecret', secret([['spec', 'destination', 'name']])],
  ['secrets.hashicorp.com/HCPVaultSecretsApp', secret([['spec', 'destination', 'name']])],
  ['redhatcop.redhat.io/VaultSecret', secret([['spec', 'output', 'name']])],
  [
    'secrets.infisical.com/InfisicalSecret',
    all(
      secret([['spec', 'managedSecretReference', 'secretName']], ['spec', 'managedSecretReference', 'secretNamespace']),
      secrets(['spec', 'managedKubeSecretReferences'], ['secretName'], ['secretNamespace']),
      (value, namespace) =>
        items(value, 'spec', 'managedKubeConfigMapReferences').map((item) =>
          making('ConfigMap', text(item, 'configMapNamespace') ?? namespace, text(item, 'configMapName')),
        ),
    ),
  ],
  [
    'secrets.infisical.com/InfisicalDynamicSecret',
    secret([['spec', 'managedSecretReference', 'secretName']], ['spec', 'managedSecretReference', 'secretNamespace']),
  ],
  ['secrets.doppler.com/DopplerSecret', secret([['spec', 'managedSecret', 'name']], ['spec', 'managedSecret', 'namespace'])],
  ['k8s.bitwarden.com/BitwardenSecret', secret([['spec', 'secretName']])],
  ['isindir.github.com/SopsSecret', secrets(['spec', 'secretTemplates'], ['name'])],
  ['secret-sync.x-k8s.io/SecretSync', secret([])],
  ['secrets-store.csi.x-k8s.io/SecretProviderClass', secrets(['spec', 'secretObjects'], ['secretName'])],
  ['spv.no/AzureKeyVaultSecret', secret([['spec', 'output', 'secret', 'name']])],
  ['ricoberger.de/VaultSecret', secret([])],
  ['infra.contrib.fluxcd.io/Terraform', secret([['spec', 'writeOutputsToSecret', 'name']])],
  ['digitalis.io/ValsSecret', secret([['spec', 'name']])],
  ['clustersecret.io/ClusterSecret', (_, __, name) => [making('Secret', undefined, name)]],
  ['route.openshift.io/Route', acmeSecret],
  ['app.terraform.io/Workspace', (_, namespace, name) => [making('Secret', namespace, name === undefined ? undefined : `${name}-outputs`)]],
];
