import type { Io } from './io';

/** Says how far a long job has come. */
export type Progress = (text: string) => void;

const PATIENCE = 1000;
const PACE = 100;

/**
 * Runs a job; on a terminal, what it says of its progress stands in one line, once a person has
 * waited for a second, and goes when it is done.
 */
export async function withProgress<Result>(io: Io, job: (progress: Progress) => Promise<Result>): Promise<Result> {
  let next = performance.now() + PATIENCE;
  let shown = false;
  const progress = (text: string) => {
    const now = performance.now();
    if (!io.terminal || now < next) {
      return;
    }
    next = now + PACE;
    shown = true;
    io.err(`\r\u001b[K${text} …`);
  };
  try {
    return await job(progress);
  } finally {
    if (shown) {
      io.err('\r\u001b[K');
    }
  }
}

/** Says again and again how far something is that is waited for. */
export async function reportWhile<Result>(say: () => void, result: Promise<Result>): Promise<Result> {
  const timer = setInterval(say, PACE);
  try {
    return await result;
  } finally {
    clearInterval(timer);
  }
}
