import { entries, failures } from './conformance';

/** Tests that run only where a feature is not supported. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  TLSRouteListenerMixedTerminationNotSupported: ['SupportTLSRouteModeMixed'],
  TLSRouteListenerTerminateNotSupported: ['SupportTLSRouteModeTerminate'],
};

const suite = entries();

if (suite === undefined) {
  test.skip('the upstream conformance suite is not beside this checkout: ../shared/gateway-api/conformance', () => undefined);
} else {
  test.each(suite)('the status is what the conformance suite demands: $test', (entry) => {
    expect(failures(entry, WITHOUT[entry.test])).toEqual([]);
  });

  test('the suite is whole', () => {
    expect(suite).toHaveLength(104);
    expect(suite.flatMap(({ expectations }) => expectations)).toHaveLength(635);
  });

  test('fails if a row is not fulfilled', () => {
    const [entry] = suite;
    const [expectation] = entry?.expectations ?? [];
    if (entry === undefined || expectation === undefined) {
      throw new Error('the suite is empty');
    }
    expect(failures({ ...entry, expectations: [{ ...expectation, status: 'False' }] })).toEqual([
      expect.stringMatching(/: True Accepted$/),
    ]);
    expect(failures({ ...entry, expectations: [{ ...expectation, listener: 'none' }] })).toEqual([
      expect.stringMatching(/: no such status$/),
    ]);
  });
}
