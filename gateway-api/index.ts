export * from './defaults';
export * from './features';
export * from './fields';
export * from './kinds';
export * from './labels';
export * from './releases';
