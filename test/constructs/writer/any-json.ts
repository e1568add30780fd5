import fc from 'fast-check';

/** Texts, and parts of texts, that some reader of YAML takes for something else. */
const nasty = fc.constantFrom(
  ...['y', 'no', 'on', '~', 'null', '0777', '0o17', '0x1f', '0b1', '1_000', '1e3', '.5', '.inf', '-.INF', '.NaN', '1:20', '190:20:30.15'],
  ...[
    '2001-12-14t21:59:43.10-05:00',
    '2001-01-01',
    '=',
    '<<',
    '-',
    '--',
    '---',
    '...',
    '..',
    '.',
    '?',
    ':',
    '!',
    '&a',
    '*a',
    '|',
    '>',
    '%',
    '@',
    '`',
  ],
  ...[
    '#',
    '\n',
    '\n\n',
    ' ',
    '  ',
    '\t',
    '\r',
    '\r\n',
    '"',
    "'",
    '\\',
    '[',
    ']',
    '{',
    '}',
    ',',
    '\u0000',
    '\u0007',
    '\u001b',
    '\u007f',
    '\u0085',
  ],
  ...[
    '\u00a0',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ufffd',
    '\ufffe',
    '\u{1f680}',
    'é',
    'a',
    'B',
    '0',
    '9',
    '+',
    '-1',
    'key: value',
    '- item',
    '$(VAR)',
  ],
);
const string = fc.oneof(
  fc.array(nasty, { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !/\p{Surrogate}/u.test(text)),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((it) => it + 0),
);
const { map } = fc.letrec<{ value: unknown; list: unknown; map: object }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, string, string, number, fc.boolean(), fc.constant(null), tie('list'), tie('map')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(string, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));

/** A map of whatever JSON can hold, above all of what is hard to write as YAML. */
export const anyMap: fc.Arbitrary<object> = map.map((it) => JSON.parse(JSON.stringify(it)));
