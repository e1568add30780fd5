export * from './features';
export * from './kinds';
export * from './labels';
export * from './releases';
export * from './rules';
export * from './schemas';
