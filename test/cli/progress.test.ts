import type { Io } from '../../cli/io';
import { reportWhile, withProgress } from '../../cli/progress';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** What a job that takes so long, and says all the time how far it is, leaves on standard error. */
async function said(terminal: boolean, milliseconds: number, fails = false): Promise<string> {
  let text = '';
  const err = (more: string) => {
    text += more;
  };
  const io: Io = { cwd: '.', env: {}, terminal, colour: false, out: () => {}, err, input: async () => new Uint8Array() };
  const begun = Date.now();
  const job = new Promise<void>((resolve, reject) => setTimeout(fails ? reject : resolve, milliseconds));
  const done = withProgress(io, (progress) => reportWhile(() => progress(`${(Date.now() - begun) / 1000} s`), job));
  await Promise.all([done.catch(() => {}), jest.advanceTimersByTimeAsync(milliseconds)]);
  return text;
}

test('who waits at a terminal for more than a second is told how far it is, on a line that goes again', async () => {
  expect(await said(true, 1150)).toBe('\r\u001b[K1 s …\r\u001b[K1.1 s …\r\u001b[K');
  expect(await said(true, 1150, true)).toBe('\r\u001b[K1 s …\r\u001b[K1.1 s …\r\u001b[K');
});

test('nothing is told within a second', async () => {
  expect(await said(true, 950)).toBe('');
});

test('nothing is told where nobody watches', async () => {
  expect(await said(false, 5000)).toBe('');
});
