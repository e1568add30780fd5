/** What differs between the clusters. */
export interface Settings {
  /** The domain below which everything is reached. */
  readonly domain: string;
  /** The share of requests that go to the canary, in percent. */
  readonly canary: number;
}

export const settings: Readonly<Record<string, Settings>> = {
  dev: { domain: 'dev.example.com', canary: 50 },
  prod: { domain: 'example.com', canary: 5 },
};
