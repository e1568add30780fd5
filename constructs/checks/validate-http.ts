import { refuse, refuseUnset, SUBDOMAIN, shorterThan, suggestion, text } from './validate';

const HTTP_TOKEN = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;
const HEADER_VALUE = /^[!-~]+(?:[\t ][!-~]+)*$/;
const PATH_CHARACTERS = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/;
const NOT_IN_A_PATH = /\/\/|\/\.\.?(\/|$)|%2f|#/i;

/**
 * Refuses what cannot be matched as a path or put in its place: the rules that the CRD of HTTPRoute
 * has for the types Exact and PathPrefix.
 *
 * @throws if it does not start with `/`, holds `//`, `/./`, `/../`, `%2f` or `#`, or characters
 * that a path does not have
 */
export function absolutePath(prop: string, value: string): string {
  if (!text(prop, value).startsWith('/')) {
    refuse(prop, value, `a path starts with "/"; did you mean ${JSON.stringify(`/${value}`)}?`);
  }
  const trap = NOT_IN_A_PATH.exec(value);
  if (trap) {
    refuse(prop, value, `a path does not contain ${JSON.stringify(trap[0])}`);
  }
  if (!PATH_CHARACTERS.test(value)) {
    refuse(prop, value, "expected letters, digits, -/._~!$&'()*+,;=:@ and %XX");
  }
  refuseUnset(prop, value);
  return shorterThan(prop, value, 1024);
}

/**
 * Refuses what is not a prefix of paths.
 *
 * @throws if it is not a path, ends with `/`, because the API reads `/echo/` as `/echo`, or with
 * `/*`, which the API takes literally
 */
export function pathPrefix(prop: string, value: string): string {
  absolutePath(prop, value);
  if (value.endsWith('/*')) {
    const shorter = JSON.stringify(value.slice(0, -2) || '/');
    refuse(prop, value, `a prefix has no wildcard, and matches all that is below it; did you mean ${shorter}?`);
  }
  if (value !== '/' && value.endsWith('/')) {
    const shorter = JSON.stringify(value.slice(0, -1));
    refuse(prop, value, `a prefix matches path elements, so the last "/" has no effect; did you mean ${shorter}?`);
  }
  return value;
}

/**
 * Refuses what is not a hostname: a DNS name, with `*.` before it if a wildcard is allowed.
 *
 * @throws if it is an IP address (which the API server lets through for most kinds), holds a port,
 * or a wildcard elsewhere
 */
export function hostname(prop: string, value: string, wildcard: 'no wildcard' | 'wildcard' = 'wildcard'): string {
  if (text(prop, value).includes('${')) {
    const cure =
      'write the hostname itself, in an App for each cluster if they differ; variables may be substituted later in labels and annotations';
    refuse(prop, value, `what the variable stands for is not known here, so nothing about it can be checked; ${cure}`);
  }
  refuseUnset(prop, value);
  if (/^\d+(\.\d+){3}$/.test(text(prop, value)) || /^\[?[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\]?$/.test(value)) {
    refuse(prop, value, 'an IP address is not a hostname; write a DNS name such as "example.com"');
  }
  const inUrl = /^\w+:\/\/([^/:]+)|^([^/:]+)\//.exec(value);
  if (inUrl) {
    refuse(prop, value, `a hostname has no scheme and no path; did you mean ${JSON.stringify(inUrl[1] ?? inUrl[2])}?`);
  }
  const withPort = /^(.+):\d*$/.exec(value);
  if (withPort) {
    refuse(prop, value, `a hostname has no port; did you mean ${JSON.stringify(withPort[1])}? the port is the listener's`);
  }
  if (value === '*') {
    refuse(prop, value, 'a wildcard comes before a name, such as "*.example.com"; for every host leave it out');
  }
  const name = value.replace(/^\*\./, '');
  if (name.includes('*') || (name !== value && wildcard === 'no wildcard')) {
    const allowed = wildcard === 'wildcard' ? 'a wildcard is the first label only, such as "*.example.com"' : 'no wildcard is allowed';
    refuse(prop, value, allowed);
  }
  const accepted = (it: string) => SUBDOMAIN.test(it.replace(/^\*\./, '')) && it.length <= 253;
  if (!accepted(value)) {
    const allowed = 'expected 1 to 253 lower-case letters, digits, "-" and ".", every label beginning and ending with a letter or digit';
    refuse(prop, value, allowed + suggestion(value, accepted));
  }
  return value;
}

/** Refuses what is not a name of an HTTP header or of a query parameter. */
export function httpName(prop: string, value: string): string {
  if (!HTTP_TOKEN.test(text(prop, value)) || value.length > 256) {
    refuse(prop, value, "expected 1 to 256 letters, digits and !#$%&'*+-.^_`|~");
  }
  return value;
}

/** Refuses what cannot be sent as the value of an HTTP header. */
export function headerValue(prop: string, value: string): string {
  if (!HEADER_VALUE.test(text(prop, value))) {
    refuse(prop, value, 'expected visible ASCII characters with single blanks or tabs between them, at least one');
  }
  return shorterThan(prop, value, 4096);
}

/**
 * Refuses a regular expression that does not parse, which the API server lets through. Controllers
 * differ in the dialect: what RE2 and PCRE know beyond JavaScript is accepted.
 */
export function regularExpression(prop: string, value: string, most = 1024): string {
  const inJavaScript = text(prop, value)
    .replace(/\\Q.*?(\\E|$)/gs, '')
    .replace(/\(\?[imsxU]*(-[imsxU]+)?\)/g, '')
    .replace(/\(\?([imsxU]*(-[imsxU]+)?:|>)/g, '(?:')
    .replace(/\(\?P</g, '(?<')
    .replace(/([^\\][*+?}])\+/g, '$1');
  if (value === '' || !parses(inJavaScript)) {
    refuse(prop, value, 'it does not parse as a regular expression');
  }
  return shorterThan(prop, value, most);
}

function parses(expression: string): boolean {
  try {
    return new RegExp(expression) instanceof RegExp;
  } catch {
    return false;
  }
}
