import { decode } from '../../cli/input/decode';

const TEXT = 'kind: Namespace # grüße 😀\n';

test('UTF-8 is read, with and without a byte order mark', () => {
  expect(decode(Buffer.from(TEXT))).toBe(TEXT);
  expect(decode(Buffer.from(`\uFEFF${TEXT}`))).toBe(TEXT);
});

test('UTF-16 is read where a byte order mark says so', () => {
  const little = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');
  expect(decode(little)).toBe(TEXT);
  expect(decode(Buffer.from(little).swap16())).toBe(TEXT);
});

test('what is no text becomes one that the reader refuses', () => {
  expect(decode(Buffer.from([0x61, 0x3a, 0xff, 0x80]))).toBe('a:\uFFFE\uFFFE');
});
