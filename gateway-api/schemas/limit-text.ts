import type { Bound } from './bounds';

/** What the expressions of the CRDs describe, by the expression. */
export const PATTERN_WORDS: Readonly<Record<string, string>> = {
  '(^\\*$)|(^(http(s)?):\\/\\/(((\\*\\.)?([a-zA-Z0-9\\-]+\\.)*[a-zA-Z0-9-]+|\\*)(:([0-9]{1,5}))?)$)':
    '"*" or an origin such as "https://shop.example.com"',
  '(^\\*$)|(^([a-zA-Z][a-zA-Z0-9+\\-.]+):\\/\\/([^:/?#]+)(:([0-9]{1,5}))?$)': '"*" or an origin such as "https://shop.example.com"',
  '^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$': 'an API group such as "example.com", or "" for the core group',
  '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$': 'the value of a label: letters, digits, "-", "_" and "."',
  '^(([^:/?#]+):)(//([^/?#]*))([^?#]*)(\\?([^#]*))?(#(.*))?': 'a URI with a scheme and a host, such as "https://example.com"',
  '^(System|([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]))$':
    '"System", or a set of an implementation such as "example.com/roots"',
  '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$':
    'a DNS name in lower case without a port, such as "shop.example.com" or "*.example.com"',
  '^([0-9]{1,5}(h|m|s|ms)){1,4}$': 'a duration such as "10s" or "1m30s"',
  "^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$": 'a path of a URL, such as "/authorize"',
  "^Hostname|IPAddress|NamedAddress|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$":
    '"IPAddress", "Hostname", "NamedAddress", or a type of an implementation such as "example.com/pool"',
  '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$':
    'the type of a condition, such as "Accepted"',
  '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$': 'the reason of a condition, such as "NoMatchingParent"',
  '^[!-~]+([\\t ]?[!-~]+)*$': 'the value of a header: visible ASCII, words apart by one blank',
  "^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$": 'the name of a header, such as "X-Team"',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$': 'a DNS label: a-z, 0-9 and inner "-"',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$': 'a DNS name: a-z, 0-9, inner "-", and "." between labels',
  "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$":
    'a domain and a path, such as "example.com/controller"',
  '^[a-z0-9_.-]+$': 'a key of a-z, 0-9, "_", "." and "-"',
  '^[a-zA-Z0-9_.:/-]+$': 'a name of letters, digits, "_", ".", ":", "/" and "-"',
  '^[a-zA-Z0-9_.:/-]+( [a-zA-Z0-9_.:/-]+)*$': 'words of letters, digits, "_", ".", ":", "/" and "-", one blank apart',
  '^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9]+$':
    'a protocol such as "HTTPS", or one of an implementation such as "example.com/bar"',
  '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$': 'a kind such as "Service"',
};

/** What a limit of the CRDs asks for: `at most 16 items`. */
export function limitText({ keyword, limit }: Pick<Bound, 'keyword' | 'limit'>): string {
  switch (keyword) {
    case 'enum':
      return `one of ${eitherOf(limit as readonly (string | number)[])}`;
    case 'minimum':
      return `at least ${limit}`;
    case 'maximum':
      return `at most ${limit}`;
    case 'minLength':
    case 'maxLength':
      return `at ${keyword.slice(0, 3) === 'min' ? 'least' : 'most'} ${counted(Number(limit), 'character')}`;
    case 'minItems':
    case 'maxItems':
      return `at ${keyword.slice(0, 3) === 'min' ? 'least' : 'most'} ${counted(Number(limit), 'item')}`;
    case 'minProperties':
    case 'maxProperties':
      return `at ${keyword.slice(0, 3) === 'min' ? 'least' : 'most'} ${counted(Number(limit), 'entry', 'entries')}`;
    case 'pattern':
      return PATTERN_WORDS[String(limit)] ?? `a text that matches ${limit}`;
  }
}

function eitherOf(values: readonly (string | number)[]): string {
  const last = values.at(-1);
  return values.length < 2 ? String(last) : `${values.slice(0, -1).join(', ')} or ${last}`;
}

/** `1 item`, `2 items`. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}
