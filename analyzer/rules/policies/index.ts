export { conflicted } from './conflicted';
export { targetNotFound } from './target-not-found';
