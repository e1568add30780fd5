import type { IConstruct } from 'constructs';
import { recordOf } from './app-record';

function recorded(scope: IConstruct): Set<string> {
  return recordOf(scope, 'warnings', () => new Set());
}

/** Records what is suspicious about an App, each once, for whoever synthesizes it. */
export function warn(scope: IConstruct, warning: string): void {
  recorded(scope).add(warning);
}

/** What is suspicious about an App, sorted. */
export function warningsOf(scope: IConstruct): readonly string[] {
  return [...recorded(scope)].sort();
}
