import { type LoadOptions, loadAll, type State, YAMLException } from 'js-yaml';
import { AliasKeys } from './alias-keys';
import { refuseCollectionKeys } from './collection-keys';
import { expand } from './expand';
import { SCHEMA } from './go-yaml';

/** What is wrong with a document, and where: line and column count from 0 within the document. */
export interface Broken {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export type Parsed = { readonly value: unknown } | { readonly broken: Broken };

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/;
/** Line breaks of YAML 1.1, which Kubernetes reads. */
const OTHER_LINE_BREAK = /[\u0085\u2028\u2029]/g;
const TOO_DEEP = 'nested deeper than can be read';
/** Signs without which no list and no map is a key. */
const MAY_HAVE_COLLECTION_KEY = /[\]}]\s*:|[{,]\s*[[{]|(?:^|[\s{,[])\?\s/;
const DOCUMENT_END = /^\s*\.\.\.\s/;
/** Kubernetes takes more. What nests deeper than this ends with an error, not with the stack. */
const MAX_DEPTH = 500;
const OPTIONS: LoadOptions = Object.assign({ schema: SCHEMA }, { maxDepth: MAX_DEPTH });

/**
 * Tells sharing and merging apart from what merely looks so: a document without these signs is a
 * tree already.
 */
function mayShare(text: string): boolean {
  return text.includes('<<') || (text.includes('&') && text.includes('*'));
}

/**
 * Reads one document as Kubernetes does. Whatever a text says becomes `broken`; what is thrown is
 * our own bug.
 */
export function parse(
  document: string,
  listener?: (event: 'open' | 'close', state: State) => void,
  aliasKeys: AliasKeys = new AliasKeys(),
): Parsed {
  const text = document.replace(OTHER_LINE_BREAK, '\n').replace(/^\s*\uFEFF/, '');
  const control = text.search(CONTROL);
  if (control !== -1) {
    return broken('control characters are not allowed', text.slice(0, control));
  }
  if (DOCUMENT_END.test(text)) {
    return broken('"..." ends a document that has not begun');
  }
  const separating = AliasKeys.mayBeIn(text);
  const onNode = (event: 'open' | 'close', state: State): void => {
    if (separating && event === 'open') {
      aliasKeys.separate(state);
    }
    listener?.(event, state);
  };
  try {
    const shared = mayShare(text);
    const watched = shared || MAY_HAVE_COLLECTION_KEY.test(text);
    const own = separating || listener !== undefined ? onNode : undefined;
    const whole = watched ? refuseCollectionKeys(own) : own;
    const [parsed] = loadAll(text, null, { ...OPTIONS, ...(whole && { listener: whole }) });
    return { value: watched ? expand(parsed, text.length) : parsed };
  } catch (error) {
    if (error instanceof YAMLException) {
      const message = error.reason.startsWith('nesting exceeded') ? TOO_DEEP : error.reason;
      return broken(message, text.slice(0, error.mark?.position ?? 0));
    }
    if (isStackOverflow(error)) {
      return broken(TOO_DEEP);
    }
    throw error;
  }
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}

function broken(message: string, before = ''): Parsed {
  const lines = before.split('\n');
  return { broken: { message, line: lines.length - 1, column: lines.at(-1)?.length ?? 0 } };
}
