import type { Profile } from './profile';

/** Any controller without a profile of its own: it is expected to conform. */
export const generic: Profile = { reads: {}, notHonoured: {} };
