// Sums up a folder of step results, NAME.code and perhaps a jest report NAME.json, in one line,
// after lines for what failed and what was not run; fails if anything did.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
let [passed, failed] = [0, 0];
for (const name of readdirSync(folder)
  .filter((file) => file.endsWith('.code'))
  .map((file) => file.slice(0, -'.code'.length))) {
  const ok = readFileSync(join(folder, `${name}.code`), 'utf8').trim() === '0';
  const file = join(folder, `${name}.json`);
  const report = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { numPassedTests: ok ? 1 : 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
  const red = report.numFailedTests + report.numRuntimeErrorTestSuites;
  passed += report.numPassedTests;
  failed += ok ? red : Math.max(red, 1);
  if (!ok || red > 0) {
    console.log(`failed: ${name}`);
  }
  if (report.numPendingTests > 0) {
    console.log(`not run: ${report.numPendingTests} tests of ${name}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
