import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from '../repo/tracked';

/**
 * What was found once, and the tests that hold it, or the words of SECURITY.md that say why it is
 * accepted.
 */
const ROWS: Readonly<Record<string, readonly (readonly [file: string, words: string])[]>> = {
  H1: [
    ['test/constructs/validate-http.test.ts', 'a header value of any length is read at once'],
    ['test/hostile/regular-expressions.test.ts', '%s: /%s/ takes time in line with the text'],
  ],
  H2: [
    ['test/cli/walk.test.ts', 'what git tracks is read, whatever ignores it'],
    ['test/hostile/silenced.test.ts', 'is counted in the last line, however it is spelled'],
    ['test/cli/ignores.test.ts', 'the last line counts what git ignores, other links and node_modules'],
  ],
  H3: [
    ['test/hostile/hidden.test.ts', 'a route is seen that is spelled %j'],
    ['test/hostile/kubernetes-reader.test.ts', 'what Kubernetes reads as an object of a kind that is judged, the check sees or refuses'],
  ],
  H4: [['test/hostile/hidden.test.ts', 'a variable in the name of a neighbour turns no error into a note']],
  H5: [
    ['test/hostile/tries.test.ts', 'the check ends, reads nothing elsewhere, and finds what there is'],
    ['test/files/file-reader.test.ts', 'fails if a file lies outside of its bounds, by a link, a directory or a path'],
  ],
  H6: [['test/hostile/growth.test.ts', 'one grant, equal from and equal to, one route']],
  H7: [['test/hostile/tries.test.ts', 'a bomb in crossing.yaml']],
  H8: [['test/hostile/tries.test.ts', 'keys made of aliases']],
  M1: [['test/hostile/growth.test.ts', 'unknown fields of one object']],
  M2: [['test/hostile/hidden.test.ts', 'a document that does not parse']],
  M3: [
    ['test/cli/ignores.test.ts', 'is a suppressed result in SARIF'],
    ['test/hostile/tries.test.ts', 'a mark inside a quoted scalar'],
  ],
  M4: [['test/hostile/tries.test.ts', '20,000 listeners']],
  M5: [['test/hostile/growth.test.ts', 'letters of one namespace, by alias in 100 routes']],
  M6: [
    ['test/analyzer/model/load.test.ts', 'documents that overlays deliver again are read up to a number'],
    ['SECURITY.md', 'Overlays and the files of their base multiply.'],
  ],
  M7: [['test/hostile/growth.test.ts', 'ignore comments on lines of their own']],
  M8: [['test/hostile/growth.test.ts', 'slashes in one path']],
  M9: [['test/hostile/output.test.ts', 'a long name empties no comment']],
  M10: [['test/hostile/output.test.ts', '%s in %s is harmless in every format']],
  M11: [['test/hostile/write-side.test.ts', '%s beside the output is answered at once']],
  M12: [['test/hostile/write-side.test.ts', '%s to the command alone ends the app and what it started']],
  L1: [['test/hostile/output.test.ts', 'tag characters']],
  L2: [['test/hostile/tries.test.ts', 'crossing.yaml is a directory']],
  L3: [['test/hostile/tries.test.ts', 'a weight below zero']],
  L4: [['test/hostile/tries.test.ts', 'standard input without end is refused']],
  L5: [['test/hostile/output.test.ts', 'SARIF has no more results than code scanning takes']],
  L6: [['SECURITY.md', 'called `con`, `nul` or `prn`']],
  L7: [
    ['test/repo/repository.test.ts', 'what is bundled is no dependency'],
    ['SECURITY.md', 'bundles a `minimatch` and a `brace-expansion`'],
  ],
  L8: [['.ci/run', 'step node-oldest']],
  L9: [['SECURITY.md', 'are text to readers of YAML 1.1']],
};

test.each(Object.entries(ROWS))('%s is held by a test, or accepted in SECURITY.md', (_, held) => {
  expect(held.filter(([file, words]) => !read(file).replace(/\s+/g, ' ').includes(words))).toEqual([]);
});

const FOUND = join(root, '../shared/HOSTILE.md');
const there = existsSync(FOUND);
if (!there) {
  console.error(`the rows are not compared: ${FOUND} is not there`);
}

(there ? test : test.skip)('every row has its place', () => {
  const rows = readFileSync(FOUND, 'utf8').match(/(?<=\*\*)[HML]\d+(?=[.*])/g) ?? [];
  expect(Object.keys(ROWS).sort()).toEqual([...new Set(rows)].sort());
});
