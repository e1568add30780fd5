import fc from 'fast-check';
import { codeSpan, fenced, oneLine, safeJson, workflowData, workflowProperty } from '../../../analyzer/render/safe';

const UNPRINTABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;
const anything = fc.string({ unit: 'binary' });

test('what a terminal would obey is spelled out, everything else is left', () => {
  expect(oneLine('a\u001b[31mred\u202eb\r\nc\u009bd')).toBe('a\\u001b[31mred\\u202eb\\r\\nc\\u009bd');
  expect(oneLine('grüße 😀 中')).toBe('grüße 😀 中');
});

test('no text makes a line of output obey or break', () => {
  fc.assert(fc.property(anything, (text) => !UNPRINTABLE.test(oneLine(text))));
});

test('JSON is printable and parses to the same value', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const json = safeJson({ [text]: [text] });
      expect(UNPRINTABLE.test(json.replaceAll('\n', ''))).toBe(false);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ [text]: [text] })));
    }),
  );
});

test('no run of backticks ends the code that it stands in', () => {
  expect(fenced('a\n````\nb')).toBe('`````text\na\n````\nb\n`````');
  expect(fenced('plain')).toBe('```text\nplain\n```');
  expect(codeSpan('a``b')).toBe('```a``b```');
  expect(codeSpan('`')).toBe('`` ` ``');
});

test('a workflow command cannot be ended or begun by a text', () => {
  expect(workflowData('50%\r\n::error::x')).toBe('50%25%0D%0A::error::x');
  expect(workflowProperty('a,line=1:b')).toBe('a%2Cline=1%3Ab');
});
