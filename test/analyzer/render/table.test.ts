import { table } from '../../../analyzer/render/table';
import { width } from '../../../analyzer/render/width';

test('a terminal gives wide characters two columns, and marks none', () => {
  expect(['abc', '中文', 'e\u0301', '😀', 'ﾊ', ''].map(width)).toEqual([3, 4, 1, 2, 1, 0]);
});

test('columns are aligned by what is seen, colours and wide characters counted right', () => {
  const red = (text: string) => `<red>${text}</red>`;
  const rows = [
    [{ text: 'NAME' }, { text: 'ACCEPTED' }, { text: 'REASON' }],
    [{ text: '中文' }, { text: 'False', paint: red }, { text: 'NoMatchingParent' }],
    [{ text: 'echo' }, { text: 'True' }, { text: '' }],
  ];
  expect(table(rows)).toBe(`NAME  ACCEPTED  REASON
中文  <red>False</red>     NoMatchingParent
echo  True      -
`);
});

test('no text breaks out of its line', () => {
  expect(table([[{ text: 'a\nb' }, { text: '\u001b[2J' }]])).toBe('a\\nb  \\u001b[2J\n');
});
