import type { Finding } from '../report/finding';

/** FNV-1a, 64 bits: short, stable and the same everywhere; nothing here needs more. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  }
  return value.toString(16).padStart(16, '0');
}

/**
 * What makes a finding the same finding after lines have moved: rule, object and message, never the
 * position.
 */
export function fingerprint({ rule, subject, file, message }: Finding): string {
  const { kind, namespace, name } = subject;
  return hash([rule, ...(kind === '' ? [file] : [kind, namespace, name]), message].join('\n'));
}
