/**
 * A URL without what differs between the ways to reach one repository: scheme, user, port, `.git`,
 * case and slashes at its end.
 */
export function repositoryKey(url: string): string {
  const plain = url.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const [, host = '', path = ''] = /^(?:[^@/]*@)?([^/:]+)(?::\d+(?=\/))?[:/]?(.*)$/.exec(plain) ?? [];
  return `${host}/${path}`
    .toLowerCase()
    .replace(/(?<!\/)\/+$/, '')
    .replace(/\.git$/, '')
    .replace(/\/+/g, '/');
}

/** The URLs of the remotes in the text of `.git/config`. */
export function remotesOf(config: string): string[] {
  const urls: string[] = [];
  let remote = false;
  for (const line of config.split('\n')) {
    if (/^\s*\[/.test(line)) {
      remote = /^\s*\[\s*remote\b/i.test(line);
    }
    const [, url] = /^\s*url\s*=\s*(.*?)\s*$/i.exec(line) ?? [];
    if (remote && url !== undefined) {
      urls.push(url.replace(/^"(.*)"$/, '$1'));
    }
  }
  return urls;
}
