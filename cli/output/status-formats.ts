/** The formats of a predicted status. */
export const STATUS_FORMATS = ['table', 'yaml', 'json'] as const;

export type StatusFormat = (typeof STATUS_FORMATS)[number];
