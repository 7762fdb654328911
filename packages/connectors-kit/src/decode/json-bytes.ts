import type { ProblemList } from "./problem-list.ts";

/** A JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether it is an object with fields: no list, and not null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The field as an object, or `undefined` for anything else. */
export function objectOf(value: unknown): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

/** The field as a list; anything else is an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The field as a text that is not empty; numbers become text, because vendors send serials as both. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/**
 * Bytes of a reply as JSON; `undefined` after adding a `malformed` problem. A byte-order mark and zero bytes at the
 * end are let pass. The detail never quotes the body, which may hold secrets.
 */
export function parseJsonBytes(body: Uint8Array, problems: ProblemList): unknown {
  return parseJsonText(new TextDecoder().decode(body), problems);
}

/** The same for a body that is text already. */
export function parseJsonText(body: string, problems: ProblemList): unknown {
  const text = body.slice(0, endOf(body));
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    problems.add("", "malformed", whyNotJson(text));
    return undefined;
  }
}

const PADDING = /[\0\s]/u;

/** From the end: a pattern that is tried at each character takes a third of the time of parsing. */
function endOf(text: string): number {
  let end = text.length;
  while (end > 0 && PADDING.test(text.charAt(end - 1))) end -= 1;
  return end;
}

function whyNotJson(text: string): string {
  if (text === "") return "the body is empty";
  if (/^\s*<(?:!doctype|html)/iu.test(text))
    return "the body is an HTML page, not JSON: a log-in or error page";
  return `the body is not JSON, or cut off after ${text.length} characters`;
}
