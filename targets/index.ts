export * from './controllers';
export * from './served';
export * from './target';
