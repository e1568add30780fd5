/**
 * The construct context key under which `CrossingApp` puts `open` of crossing.yaml: namespaces that
 * hold more than the App writes.
 */
export const OPEN_CONTEXT = 'cdk8s-crossing:open';
