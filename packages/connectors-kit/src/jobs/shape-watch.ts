import { DAY_MS, type Instant } from "@solarmon/core";
import type { ReceivedReply, VendorRequest } from "../http/vendor-http.ts";
import { shapeOf } from "../record/shape.ts";
import { phaseOf } from "./phase.ts";

/** Larger ones are lists of the same rows. */
const MAX_BODY_BYTES = 64 * 1024;
/** Some fields come by day only. */
const LEARNING_MS = DAY_MS;
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const CODE_LENGTH = 4;
/** A vendor with more fields than this is not watched beyond them. */
const MAX_CODES = 300;

/**
 * Notices fields that a vendor never sent before, or sends as another type. Four letters a field, so that what it knows
 * is kept with the progress; one new field in 50,000 goes unseen.
 */
export class ShapeWatch {
  #known = "";
  /** 0 before the first reply. */
  #since: Instant = 0;

  /** @param text - of {@link toText}; anything else starts anew */
  restore(text: string): void {
    const [since = "", known = ""] = text.split(":");
    this.#since = Number.parseInt(since, 36) || 0;
    this.#known = known;
  }

  toText(): string {
    return `${this.#since.toString(36)}:${this.#known}`;
  }

  /** The first field of a reply that is new after a day of learning. */
  see({ url }: VendorRequest, { body, status, receivedAt }: ReceivedReply): string | null {
    if (status >= 300 || body.byteLength > MAX_BODY_BYTES) return null;
    const value = tryParse(body);
    if (value === undefined) return null;
    this.#since ||= receivedAt;
    const found = this.#learn(endpointOf(url), value);
    return receivedAt < this.#since + LEARNING_MS ? null : found;
  }

  #learn(endpoint: string, value: unknown): string | null {
    let first: string | null = null;
    for (const [path, types] of shapeOf(value))
      for (const type of types) {
        const code = codeOf(`${endpoint} ${path}:${type}`);
        if (this.#knows(code) || this.#known.length >= MAX_CODES * CODE_LENGTH) continue;
        this.#known += code;
        first ??= `${path} (${type})`;
      }
    return first;
  }

  #knows(code: string): boolean {
    for (let at = 0; at < this.#known.length; at += CODE_LENGTH)
      if (this.#known.startsWith(code, at)) return true;
    return false;
  }
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

function codeOf(text: string): string {
  let rest = Math.floor(phaseOf(text) * DIGITS.length ** CODE_LENGTH);
  let code = "";
  for (let index = 0; index < CODE_LENGTH; index += 1) {
    code += DIGITS[rest % DIGITS.length] ?? "";
    rest = Math.floor(rest / DIGITS.length);
  }
  return code;
}
