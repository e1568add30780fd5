const SIGNATURE = 'DIRC';
const LINK = Buffer.from('link').readUInt32BE();
const HEADER = 12;
/** Times, device, mode, owner and size, which stand before the hash of an entry. */
const STAT = 40;
const MODE = 24;
const DIRECTORY = 0o040000;
const EXTENDED = 0x4000;
/** Entries of versions 2 and 3 are filled up to a multiple of it. */
const PAD = 8;
/** Bytes of all paths together: version 4 repeats what a path has in common with the one before. */
const MOST_OF_PATHS = 128 * 1024 * 1024;

/** What the index of a repository says. */
export interface ParsedIndex {
  /**
   * Paths of the files that git tracks, from the root of the repository. A directory that a sparse
   * index holds as one ends with `/`.
   */
  readonly paths: readonly string[];
  /** The index that this one adds to, as a hash in hexadecimal. */
  readonly base?: string;
}

/**
 * Reads a `.git/index` of version 2, 3 or 4 (gitformat-index).
 *
 * @param hashLength bytes of an object name: 20 for SHA-1, 32 for SHA-256
 * @throws if the bytes are not such an index
 */
export function parseGitIndex(bytes: Uint8Array, hashLength: number): ParsedIndex {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEADER + hashLength || buffer.toString('latin1', 0, 4) !== SIGNATURE) {
    throw new Error('is not an index of git');
  }
  const version = buffer.readUInt32BE(4);
  if (version < 2 || version > 4) {
    throw new Error(`has version ${version}; expected 2, 3 or 4`);
  }
  const end = buffer.length - hashLength;
  const paths: string[] = [];
  let at = HEADER;
  let total = 0;
  let path: Buffer = Buffer.alloc(0);
  for (let left = buffer.readUInt32BE(8); left > 0; left--) {
    const entry = at;
    at += STAT + hashLength;
    if (at + 2 > end) {
      throw truncated();
    }
    at += buffer.readUInt16BE(at) & EXTENDED && version > 2 ? 4 : 2;
    let kept = 0;
    if (version === 4) {
      [kept, at] = keptLength(buffer, at, path.length);
    }
    const nul = buffer.indexOf(0, at);
    if (nul === -1 || nul >= end) {
      throw truncated();
    }
    total += kept + nul - at;
    if (total > MOST_OF_PATHS) {
      throw new Error(`holds more than ${MOST_OF_PATHS / 1024 / 1024} MB of paths`);
    }
    path = kept === 0 ? buffer.subarray(at, nul) : Buffer.concat([path.subarray(0, kept), buffer.subarray(at, nul)]);
    at = version === 4 ? nul + 1 : entry + (Math.floor((nul - entry) / PAD) + 1) * PAD;
    // Of a split index, an entry that replaces one of the base has no name.
    if (path.length > 0) {
      paths.push(nameOf(path, buffer.readUInt32BE(entry + MODE)));
    }
  }
  const base = baseOf(buffer, at, end, hashLength);
  return base === undefined ? { paths } : { paths, base };
}

function nameOf(path: Buffer, mode: number): string {
  const name = path.toString('utf8');
  return (mode & 0o170000) === DIRECTORY && !name.endsWith('/') ? `${name}/` : name;
}

/**
 * Version 4 says how many bytes to cut off the end of the path before, in git's own form of
 * numbers.
 */
function keptLength(buffer: Buffer, start: number, before: number): [kept: number, at: number] {
  let at = start;
  let cut = 0;
  for (let more = true; more; at++) {
    const byte = buffer[at];
    if (byte === undefined || cut > before) {
      throw truncated();
    }
    cut = (at === start ? 0 : (cut + 1) * 128) + (byte & 0x7f);
    more = (byte & 0x80) !== 0;
  }
  if (cut > before) {
    throw truncated();
  }
  return [before - cut, at];
}

/**
 * The `link` extension names the base of a split index. Other extensions say nothing about paths.
 */
function baseOf(buffer: Buffer, start: number, end: number, hashLength: number): string | undefined {
  for (let at = start; at + 8 <= end; ) {
    const size = buffer.readUInt32BE(at + 4);
    if (buffer.readUInt32BE(at) === LINK) {
      const hash = buffer.subarray(at + 8, at + 8 + hashLength);
      return hash.every((byte) => byte === 0) ? undefined : hash.toString('hex');
    }
    at += 8 + size;
  }
  return undefined;
}

function truncated(): Error {
  return new Error('ends within an entry');
}
