import fc from 'fast-check';

// The same inputs on every run, so that a change is judged by what it does; `SEED=2 npx jest` tries
// others.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });
