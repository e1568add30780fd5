import type { IConstruct } from 'constructs';
import { recordOf } from './app-record';

/** Says what is wrong with what a construct asks for, now that all of the App is known. */
export type Report = (construct: IConstruct, problem: string) => void;

/**
 * What is decided once all of an App is known, so that the order of statements makes no difference.
 * `decide` looks at what was asked and reports problems; `write` makes the objects that follow from
 * it, in place of those that it made before.
 */
export interface Undecided {
  /** @param taken what others have taken in this settlement, such as names */
  decide(report: Report, taken: Map<string, unknown>): void;
  write(): void;
}

/** Everything undecided in one App. */
class Settlement {
  private readonly undecided = new Set<Undecided>();
  private readonly atTheEnd: (() => void)[] = [];
  private readonly problems = new Map<IConstruct, string[]>();
  private changed = false;

  constructor(root: IConstruct) {
    // The root is validated first, before the charts of an App are listed.
    root.node.addValidation({ validate: () => this.settle() });
  }

  add(undecided: Undecided): void {
    this.undecided.add(undecided);
    this.changed = true;
  }

  change(): void {
    this.changed = true;
  }

  addEnd(action: () => void): void {
    this.atTheEnd.push(action);
  }

  private settle(): string[] {
    if (this.changed) {
      for (const problems of this.problems.values()) {
        problems.length = 0;
      }
      const taken = new Map<string, unknown>();
      for (const undecided of this.undecided) {
        undecided.decide((construct, problem) => this.problemsOf(construct).push(problem), taken);
      }
      for (const undecided of this.undecided) {
        undecided.write();
      }
      this.changed = false;
    }
    for (const action of this.atTheEnd) {
      action();
    }
    return [];
  }

  /** The problems of a construct, which its own validation reports, with its path. */
  private problemsOf(construct: IConstruct): string[] {
    const known = this.problems.get(construct);
    if (known !== undefined) {
      return known;
    }
    const problems: string[] = [];
    this.problems.set(construct, problems);
    construct.node.addValidation({ validate: () => problems });
    return problems;
  }
}

function settlementOf(scope: IConstruct): Settlement {
  return recordOf(scope, 'settlement', () => new Settlement(scope.node.root));
}

/** Lets something be decided when the App of a construct is synthesized. */
export function settleLater(scope: IConstruct, undecided: Undecided): void {
  settlementOf(scope).add(undecided);
}

/**
 * Does something whenever the App of a construct is synthesized, after all that was undecided is
 * written.
 */
export function afterSettling(scope: IConstruct, action: () => void): void {
  settlementOf(scope).addEnd(action);
}

/** Says that something was stated from which decisions follow. */
export function noteChange(scope: IConstruct): void {
  settlementOf(scope).change();
}
