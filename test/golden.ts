import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Compares a text with the one that is committed; `npm run golden` writes it instead. */
export function expectGolden(file: string, text: string): void {
  if (process.env.GOLDEN === '1') {
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      writeFileSync(file, text);
    }
  } else {
    expect(text).toBe(readFileSync(file, 'utf8'));
  }
}
