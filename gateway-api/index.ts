export * from './features';
export * from './kinds';
export * from './labels';
export * from './releases';
export * from './schemas';
