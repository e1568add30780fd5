import type { Truth } from './condition';

/** True where all are, False where one is. */
export function all(answers: Iterable<Truth>): Truth {
  let result: Truth = 'True';
  for (const answer of answers) {
    if (answer === 'False') {
      return 'False';
    }
    if (answer === 'Unknown') {
      result = 'Unknown';
    }
  }
  return result;
}

/** True where one is, False where all are. */
export function any(answers: Iterable<Truth>): Truth {
  let result: Truth = 'False';
  for (const answer of answers) {
    if (answer === 'True') {
      return 'True';
    }
    if (answer === 'Unknown') {
      result = 'Unknown';
    }
  }
  return result;
}

export function truth(claim: boolean): Truth {
  return claim ? 'True' : 'False';
}
