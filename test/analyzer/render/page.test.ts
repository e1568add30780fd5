import { page } from '../../../analyzer/render/page';
import { PLAIN } from '../../../analyzer/render/palette';

test('headings, code, lists and links are laid out, and paragraphs are joined', () => {
  const markdown = `# a-rule

One sentence,
and **another** of [the spec](https://example.com).

## Example

\`\`\`yaml
kind: Service

metadata: {}
\`\`\`

- \`one\`
- two
  and more

\`\`\`text
\`\`\`
`;
  const palette = { ...PLAIN, bold: (text: string) => `<${text}>`, cyan: (text: string) => `{${text}}` };
  expect(page(markdown, palette)).toBe(`<a-rule>

One sentence, and <another> of the spec (https://example.com).

<Example>

    kind: Service

    metadata: {}

- {one}
- two and more
`);
});

test('lines are as long as can be read', () => {
  const lines = page(Array.from({ length: 100 }, (_, index) => `word${index}`).join(' ')).split('\n');
  expect(lines.length).toBeGreaterThan(5);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
});
