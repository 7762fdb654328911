import { DAY_MS, HOUR_MS, type Instant } from "@solarmon/core";
import type { ReceivedReply, VendorRequest } from "../http/vendor-http.ts";
import { shapeWithNulls } from "../record/shape.ts";
import { CODE_LENGTH, codeOf, codesIn } from "./field-codes.ts";

/** Larger ones are lists of the same rows. */
const MAX_BODY_BYTES = 64 * 1024;
/** Some fields come by day only. */
const LEARNING_MS = DAY_MS;
const MAX_CODES = 600;
const MAX_ENDPOINTS = 40;
const VALUES = ["number", "string", "boolean"] as const;
const CONTAINERS: ReadonlySet<string> = new Set(["array", "object"]);

/**
 * Notices fields that a vendor never sent before, or sends as another type, once an endpoint is known for a day. Three
 * letters a field, so that what it knows is kept with the progress: 2 kB at most. One new field in 400 goes unseen.
 */
export class ShapeWatch {
  /** When each was first seen. */
  readonly #endpoints = new Map<string, Instant>();
  #known = "";

  /** Whether the vendor sends more than can be remembered: what is new beyond that goes unseen. */
  get isFull(): boolean {
    return this.#known.length >= MAX_CODES * CODE_LENGTH || this.#endpoints.size >= MAX_ENDPOINTS;
  }

  /** @param text - of {@link toText}; anything else starts anew */
  restore(text: string): void {
    const [endpoints = "", known = ""] = text.split(".");
    for (const endpoint of endpoints.split(",").slice(0, MAX_ENDPOINTS)) {
      const hours = Number.parseInt(endpoint.slice(CODE_LENGTH), 36);
      if (Number.isFinite(hours))
        this.#endpoints.set(endpoint.slice(0, CODE_LENGTH), hours * HOUR_MS);
    }
    this.#known = known.slice(0, MAX_CODES * CODE_LENGTH);
  }

  toText(): string {
    const endpoints = [...this.#endpoints].map(
      ([code, since]) => `${code}${Math.ceil(since / HOUR_MS).toString(36)}`,
    );
    return `${endpoints.join(",")}.${this.#known}`;
  }

  /** The first field of a reply that is new after a day of learning. */
  see({ url }: VendorRequest, { body, status, receivedAt }: ReceivedReply): string | null {
    if (status >= 300 || body.byteLength > MAX_BODY_BYTES) return null;
    const value = tryParse(body);
    if (value === undefined) return null;
    const endpoint = endpointOf(url);
    const since = this.#firstSeen(codeOf(endpoint), receivedAt);
    if (since === null) return null;
    const found = this.#learn(endpoint, value);
    return receivedAt < since + LEARNING_MS ? null : found;
  }

  /** `null` for one too many. */
  #firstSeen(endpoint: string, now: Instant): Instant | null {
    const since = this.#endpoints.get(endpoint);
    if (since !== undefined) return since;
    if (this.#endpoints.size >= MAX_ENDPOINTS) return null;
    this.#endpoints.set(endpoint, now);
    return now;
  }

  #learn(endpoint: string, value: unknown): string | null {
    const known = codesIn(this.#known);
    let first: string | null = null;
    for (const { path, type } of fieldsOf(value)) {
      const isKnownAs = (other: string): boolean =>
        known.has(codeOf(`${endpoint} ${path} (${other})`));
      if (isKnownAs(type)) continue;
      if (this.#known.length >= MAX_CODES * CODE_LENGTH) break;
      // A field that never had a value before is no new one.
      const hadNone = isKnownAs("null") && !VALUES.some(isKnownAs);
      if (type !== "null" && !hadNone) first ??= `${path} (${type})`;
      const code = codeOf(`${endpoint} ${path} (${type})`);
      known.add(code);
      this.#known += code;
    }
    return first;
  }
}

/**
 * e.g. `/data/power` and `number`. What only holds others is no field by itself, and a list of what else comes alone is
 * the same.
 */
function* fieldsOf(value: unknown): Generator<{ readonly path: string; readonly type: string }> {
  for (const [path, types] of shapeWithNulls(value))
    for (const type of types)
      if (!CONTAINERS.has(type)) yield { path: path.replace(/^\/\*/u, ""), type };
}

function tryParse(body: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return value;
  } catch {
    return undefined;
  }
}

/** Without what names a site or a device. */
function endpointOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  return path
    .split("/")
    .map((part) => (/\d{3}/u.test(part) ? "*" : part))
    .join("/");
}
