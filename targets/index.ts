export * from './defaults';
export * from './fields';
export * from './kinds';
export * from './target';
