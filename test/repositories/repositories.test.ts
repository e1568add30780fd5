import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../repo/tracked';
import { expectations } from './expectations';

const folder = join(root, '../shared/repositories');

function crossing(command: string, repository: string) {
  const cwd = join(folder, repository);
  return spawnSync(process.execPath, [join(root, 'lib/cli/main.js'), command, '.'], { cwd, encoding: 'utf8' });
}

if (!existsSync(folder)) {
  test.skip('the reductions of public repositories are not beside this checkout: ../shared/repositories', () => undefined);
} else {
  test.each(Object.entries(expectations))('%s is answered as it has to be', (repository, { says, never = [], status = [], code = 0 }) => {
    const checked = crossing('check', repository);
    const answer = `${checked.stdout}${checked.stderr}`;
    expect([checked.status, answer]).toEqual([code, expect.any(String)]);
    for (const text of says) {
      expect(answer).toMatch(text);
    }
    for (const text of never) {
      expect(answer).not.toMatch(text);
    }
    const predicted = status.length === 0 ? '' : crossing('status', repository).stdout;
    for (const text of status) {
      expect(predicted).toMatch(text);
    }
  });
}
