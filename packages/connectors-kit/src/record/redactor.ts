/** Takes secrets out of texts. */
export interface Redactor {
  /** Remembers a secret, e.g. a token that was just issued. Shorter than 4 characters is no secret. */
  add(secret: string): void;
  /** The text without known secrets and without what looks like one. */
  text(text: string): string;
}

const SHORTEST_SECRET = 4;
/** Tokens are renewed for years; the newest ones are those that can still turn up. */
const MAX_SECRETS = 200;
const HIDDEN = "[redacted]";

const SECRET_NAME =
  "(?:api[_-]?key|access[_-]?token|refresh[_-]?token|id[_-]?token|token|secret|password|passwd|pwd|sessionid|signature|sign)";

const LOOKS_SECRET: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/gu, HIDDEN],
  [/\b(Bearer|Basic|Digest)\s+[^\s"',;]{6,}/giu, `$1 ${HIDDEN}`],
  [/(\/\/)[^\s/@:]+:[^\s/@]+@/gu, `$1${HIDDEN}@`],
  [new RegExp(`(${SECRET_NAME}"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, "giu"), `$1${HIDDEN}`],
  [new RegExp(`(${SECRET_NAME}["']?\\s*[=:]\\s*["']?)[^\\s"'&,;}]+`, "giu"), `$1${HIDDEN}`],
];

/** @param secrets - known from the start; others are added as they are issued */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const known = new Map<string, readonly string[]>();
  const add = (secret: string): void => {
    if (secret.length < SHORTEST_SECRET) return;
    known.delete(secret);
    known.set(secret, spellings(secret));
    const [oldest] = known.keys();
    if (known.size > MAX_SECRETS && oldest !== undefined) known.delete(oldest);
  };
  for (const secret of secrets) add(secret);
  return { add, text: (text) => hideLookAlikes(hide(text, [...known.values()].flat())) };
}

/** A secret as it shows up in addresses and JSON. */
function spellings(secret: string): readonly string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const form = new URLSearchParams([["", secret]]).toString().slice(1);
  return [...new Set([secret, encodeURIComponent(secret.toWellFormed()), form, escaped])];
}

function hide(text: string, spelled: readonly string[]): string {
  // Longest first: a secret may be the beginning of another one.
  const ordered = spelled.toSorted((a, b) => b.length - a.length);
  return ordered.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
}

function hideLookAlikes(text: string): string {
  return LOOKS_SECRET.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text);
}
