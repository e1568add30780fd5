/** 0: nothing found; 1: findings, or a difference; 2: the job cannot be done. */
export type ExitCode = 0 | 1 | 2;

/** Why the job cannot be done: one line that names what is wrong and what to do. Ends the command with 2. */
export class CommandError extends Error {}

/** How a text begins that says where something stands, and needs no other name before it. */
export const PLACED = /^\S+:\d+:\d+: /;
