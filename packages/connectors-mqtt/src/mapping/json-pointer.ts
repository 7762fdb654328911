import { isJsonObject } from "@solarmon/connectors-kit";

const INDEX = /^(?:0|[1-9]\d*)$/u;

/** A JSON pointer (RFC 6901). */
export interface JsonPointer {
  readonly text: string;
  /** What it leads to, or `undefined`. */
  readonly follow: (value: unknown) => unknown;
}

/** `undefined` when the text is no JSON pointer. */
export function parseJsonPointer(text: string): JsonPointer | undefined {
  if (text !== "" && !text.startsWith("/")) return undefined;
  if (/~(?![01])/u.test(text)) return undefined;
  const keys = text
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return { text, follow: (value) => follow(value, keys) };
}

function follow(value: unknown, keys: readonly string[]): unknown {
  let found: unknown = value;
  for (const key of keys) found = Array.isArray(found) ? itemOf(found, key) : fieldOf(found, key);
  return found;
}

function itemOf(list: readonly unknown[], key: string): unknown {
  return INDEX.test(key) ? list[Number(key)] : undefined;
}

function fieldOf(value: unknown, key: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
