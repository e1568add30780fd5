import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificates } from '../../cli/judge/certificates';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossing-certificates-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
}

function pair(name: string, ...key: string[]): { certificate: string; key: string } {
  openssl('req', '-x509', '-nodes', '-newkey', ...key, '-keyout', `${name}.key`, '-out', `${name}.crt`, '-days', '1', '-subj', '/CN=a');
  const read = (ending: string) => readFileSync(join(folder, `${name}.${ending}`), 'utf8');
  return { certificate: read('crt'), key: read('key') };
}

test.each([
  ['RSA', ['rsa:2048']],
  ['elliptic curves', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
])('a pair of %s is fine', (_, key) => {
  const { certificate, key: secret } = pair('a', ...key);
  expect(certificates.pair(certificate, secret)).toBeUndefined();
});

test('a chain is judged by its first certificate, whatever stands around it', () => {
  const [leaf, root] = [pair('leaf', 'rsa:2048'), pair('root', 'rsa:2048')];
  expect(certificates.pair(`subject=a\n${leaf.certificate}${root.certificate}`, leaf.key)).toBeUndefined();
  expect(certificates.pair(`${root.certificate}${leaf.certificate}`, leaf.key)).toMatch(/is not the private key of the first certificate/);
});

test('keys in the older forms are read', () => {
  const rsa = pair('old', 'rsa:2048');
  openssl('rsa', '-in', 'old.key', '-traditional', '-out', 'pkcs1.key');
  expect(certificates.pair(rsa.certificate, readFileSync(join(folder, 'pkcs1.key'), 'utf8'))).toBeUndefined();
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-out', 'ec.key');
  openssl('req', '-x509', '-key', 'ec.key', '-out', 'ec.crt', '-days', '1', '-subj', '/CN=a');
  const [certificate, key] = ['ec.crt', 'ec.key'].map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(key).toContain('EC PARAMETERS');
  expect(certificates.pair(certificate ?? '', key ?? '')).toBeUndefined();
});

test('a certificate that has expired is a matter of the day, not of the status', () => {
  pair('expired', 'rsa:2048');
  openssl('x509', '-in', 'expired.crt', '-signkey', 'expired.key', '-days', '-1', '-out', 'past.crt');
  const [certificate, key] = ['past.crt', 'expired.key'].map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(certificates.pair(certificate ?? '', key ?? '')).toBeUndefined();
});

test('fails if there is no certificate, or no key that can be read', () => {
  const { certificate, key } = pair('a', 'rsa:2048');
  openssl('rsa', '-in', 'a.key', '-aes256', '-passout', 'pass:secret', '-out', 'locked.key');
  expect(certificates.pair('', key)).toMatch(/^tls.crt holds no certificate/);
  expect(certificates.pair(certificate.replace(/^MII/m, 'AAA'), key)).toMatch(/^tls.crt holds no certificate/);
  expect(certificates.pair(certificate, '')).toMatch(/^tls.key holds no private key/);
  expect(certificates.pair(certificate, readFileSync(join(folder, 'locked.key'), 'utf8'))).toMatch(/^tls.key holds no private key/);
});

test('authorities are one certificate or more', () => {
  const { certificate, key } = pair('ca', 'rsa:2048');
  expect(certificates.authorities(`# our root\n${certificate}\n${certificate}`)).toBeUndefined();
  for (const bundle of ['', key, '-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----']) {
    expect(certificates.authorities(bundle)).toBe('no certificate that can be read is in it');
  }
});
