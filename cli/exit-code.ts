/**
 * 0: nothing found; 1: findings, or a difference; 2: bad input, or the job cannot be done; 3: a bug
 * of this program.
 */
export type ExitCode = 0 | 1 | 2 | 3;

/**
 * Why the job cannot be done: one line that names what is wrong and what to do. Ends the command
 * with 2.
 */
export class CommandError extends Error {}

/** How a text begins that says where something stands, and needs no other name before it. */
export const PLACED = /^\S+:\d+:\d+: /;
