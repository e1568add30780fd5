import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { end, PATIENT, shared } from '../clusters';
import { describeEngines, Engines, eventually } from './engines';
import { Scenario } from './scenario';

const traefik = join(shared, 'cluster/controllers/traefik');

jest.setTimeout(1_200_000);

describeEngines('beside a real Gateway controller', () => {
  let engines: Engines;
  const [argo, flux] = ['argo-traefik', 'flux-traefik'];
  beforeAll(async () => {
    engines = await Engines.start('standard-v1.6.1');
    const metadata = { name: 'test' };
    const spec = { controllerName: 'traefik.io/gateway-controller' };
    await engines.kubectl(['apply', '-f', '-'], { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata, spec });
    execFileSync(traefik, ['up', engines.folder, engines.kubeconfig], { env: PATIENT, stdio: 'ignore' });
  }, 1_800_000);
  afterAll(() => {
    end('controllers/traefik', 'down', engines.folder);
    engines.stop();
  });

  test('a commit that removes a grant turns the Application and the Kustomization red within a minute, and one that adds it green', async () => {
    const scenarios = [new Scenario(engines, argo), new Scenario(engines, flux)] as const;
    /** Commits the crossings of both, with their grants or without. */
    const deliver = (withGrant: boolean) => {
      for (const scenario of scenarios) {
        scenario.deliver((app) => {
          // The interval is the default, one minute.
          if (scenario.id === argo) {
            scenario.argo(app);
          } else {
            scenario.flux(app, { interval: '1m', timeout: '1m' });
          }
          scenario.cross(app);
        });
        const file = `${scenario.id}/${scenario.destination}.k8s.yaml`;
        const objects = readFileSync(join(engines.repository, file), 'utf8').split('---\n');
        if (!withGrant) {
          engines.commit({ [file]: objects.filter((text) => !text.includes('kind: ReferenceGrant')).join('---\n') });
        }
      }
    };
    for (const scenario of scenarios) {
      await scenario.prepare();
      await engines.kubectl(['create', 'namespace', scenario.destination]);
      const port = { port: 80 };
      const metadata = { name: 'echo', namespace: scenario.destination };
      await engines.kubectl(['apply', '-f', '-'], { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [port] } });
      // Traefik calls a Service without an EndpointSlice one that does not exist.
      const slice = { ...metadata, labels: { 'kubernetes.io/service-name': 'echo' } };
      const endpoints = [{ addresses: ['198.18.0.1'], conditions: { ready: true } }];
      const kind = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', addressType: 'IPv4' };
      await engines.kubectl(['apply', '-f', '-'], { ...kind, metadata: slice, endpoints, ports: [{ name: '', ...port }] });
    }
    deliver(true);
    for (const scenario of scenarios) {
      await engines.bootstrap(scenario.id);
    }
    const green = async () => {
      expect(await engines.application(argo)).toMatchObject({ sync: 'Synced', health: 'Healthy' });
      expect(await engines.kustomization(flux)).toMatchObject({ ready: 'True' });
    };
    await eventually(green);
    const red = async () => {
      expect(await engines.application(argo)).toMatchObject({ health: 'Degraded' });
      expect(await engines.kustomization(flux)).toMatchObject({ ready: 'False', message: expect.stringContaining('Failed') });
    };
    /** How long it takes from a commit until both are red, in seconds. */
    const untilRed = async () => {
      const begun = Date.now();
      deliver(false);
      await eventually(red);
      return (Date.now() - begun) / 1000;
    };
    // One minute, the interval of Flux, and as much again for the engines and the controller. What
    // else runs on the machine may take more, so three tries count.
    let seconds = await untilRed();
    for (let more = 0; more < 2 && seconds > 120; more++) {
      deliver(true);
      await eventually(green);
      seconds = await untilRed();
    }
    expect(seconds).toBeLessThan(120);
    deliver(true);
    await eventually(green);
  });
});
