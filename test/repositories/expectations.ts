/** What the answer to one repository has to say and must not say, in the words of `crossing check` without colour. */
export interface Expectation {
  /** Every one is found in what `crossing check` prints. */
  readonly says: readonly RegExp[];
  /** None is found in it. @default - nothing beside `says` is refused */
  readonly never?: readonly RegExp[];
  /** Every one is found in what `crossing status` prints. @default - the status is not asked for */
  readonly status?: readonly RegExp[];
  /** @default 0 */
  readonly code?: 0 | 1;
}

/** By the folder in ../shared/repositories, whose expected.txt says where the repository comes from and what it stands for. */
export const expectations: Readonly<Record<string, Expectation>> = {
  'r07-https-and-passthrough-one-host': {
    says: [/ error hostname-conflict\n.*listener "through" on port 443 .*listener "https"/],
    status: [/https +False.*HostnameConflict/, /through +False.*HostnameConflict/, /ListenersNotValid/],
    code: 1,
  },
};
