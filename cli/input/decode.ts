/** A character that no YAML may hold, so that the reader refuses a text which holds it. */
const REFUSED = '\uFFFE';
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of a file: UTF-8, or UTF-16 where a byte order mark says so. What is neither becomes a
 * text that the reader refuses.
 */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return new TextDecoder('utf-16le').decode(bytes);
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return new TextDecoder('utf-16be').decode(bytes);
  }
  try {
    return UTF8.decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes).replaceAll('\uFFFD', REFUSED);
  }
}

/** Whether `decode` made a text of a file that holds none. */
export function isUndecodable(text: string): boolean {
  return text.includes(REFUSED);
}
