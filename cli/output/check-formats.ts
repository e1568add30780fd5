/** The formats of findings. */
export const CHECK_FORMATS = ['text', 'json', 'sarif', 'markdown', 'github'] as const;

export type CheckFormat = (typeof CHECK_FORMATS)[number];
