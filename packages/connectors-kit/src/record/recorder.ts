import { isJsonObject } from "../decode/json-bytes.ts";
import type { ReceivedReply, VendorRequest } from "../http/vendor-http.ts";
import { Pseudonyms } from "./pseudonyms.ts";
import { redactJson } from "./redact-json.ts";
import type { Redactor } from "./redactor.ts";

/** A reply that can be kept as a fixture. */
export interface Recording {
  readonly method: string;
  /** Path and names of the query's parameters; their values are left out. */
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly receivedAt: number;
  /** Redacted JSON or text; `null` for bytes that are neither, which cannot be redacted. */
  readonly body: string | null;
}

/** Headers that tell about types, times and quotas, and nothing about people. */
const KEPT_HEADER = /^(?:content-type|date|retry-after|(?:x-)?ratelimit-.*)$/u;

/** Turns whole replies into fixtures. One recorder per account: the same serial number gets the same stand-in. */
export function createRecorder(
  redactor: Redactor,
): (request: VendorRequest, reply: ReceivedReply) => Recording {
  const names = new Pseudonyms();
  return (request, reply) => {
    const body = redactBody(reply.body, names, redactor);
    return {
      method: request.method ?? "GET",
      path: pathOf(request.url, names, redactor),
      status: reply.status,
      headers: keptHeaders(reply.headers, redactor),
      receivedAt: reply.receivedAt,
      body,
    };
  };
}

function redactBody(body: Uint8Array, names: Pseudonyms, redactor: Redactor): string | null {
  const text = decodeText(body);
  return text === null ? null : redactText(text, names, redactor);
}

function decodeText(body: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

function redactText(text: string, names: Pseudonyms, redactor: Redactor): string {
  const value = tryParse(text);
  if (value === undefined) return replaceAll(redactor.text(text), names);
  return JSON.stringify(replaceInTexts(redactJson(value, names, redactor), names), null, 2);
}

function tryParse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** In texts only: digits of a serial number may stand in a measurement by chance. */
function replaceInTexts(value: unknown, names: Pseudonyms): unknown {
  if (typeof value === "string") return replaceAll(value, names);
  if (Array.isArray(value)) return value.map((item) => replaceInTexts(item, names));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, replaceInTexts(item, names)]);
  return Object.fromEntries(entries);
}

/** The same names in texts, addresses and messages. Short ones would hit measurements. */
function replaceAll(text: string, names: Pseudonyms): string {
  return names
    .replaced()
    .filter(([original]) => original.length >= 6)
    .reduce((rest, [original, made]) => rest.replaceAll(original, made), text);
}

function pathOf(url: string, names: Pseudonyms, redactor: Redactor): string {
  if (!URL.canParse(url)) return "";
  const { pathname, searchParams } = new URL(url);
  const path = replaceAll(redactor.text(pathname), names);
  const parameters = [...new Set(searchParams.keys())].map((name) => `${name}=…`);
  return parameters.length > 0 ? `${path}?${parameters.join("&")}` : path;
}

function keptHeaders(
  headers: Readonly<Record<string, string>>,
  redactor: Redactor,
): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => KEPT_HEADER.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, redactor.text(value)]));
}
