import { SolarmonError } from "@solarmon/core";

function tooLarge(limitBytes: number): SolarmonError {
  return new SolarmonError(
    "too_large",
    `The body is larger than ${limitBytes} bytes. Send it in parts.`,
  );
}

/** Reads a body of unknown length piece by piece, so that the limit holds while it arrives. */
async function readPieces(body: ReadableStream<Uint8Array>, limitBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > limitBytes) throw tooLarge(limitBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/**
 * The body as text.
 *
 * @throws `too_large` over the limit · `invalid_argument` for a content encoding or a body that was cut off
 */
export async function readBody(request: Request, limitBytes: number): Promise<string> {
  const encoding = request.headers.get("content-encoding");
  if (encoding && encoding !== "identity")
    throw new SolarmonError("invalid_argument", "Send the body without a content encoding.");
  const length = request.headers.get("content-length");
  if (length !== null && Number(length) > limitBytes) throw tooLarge(limitBytes);
  try {
    // With a stated length the HTTP parser holds the sender to it.
    if (length !== null) return await request.text();
    return request.body ? await readPieces(request.body, limitBytes) : "";
  } catch (error) {
    if (SolarmonError.is(error)) throw error;
    throw new SolarmonError("invalid_argument", "The body was cut off.", { cause: error });
  }
}

/** The body as JSON. @throws `invalid_argument` when it is not, and what {@link readBody} throws */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  const text = await readBody(request, limitBytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SolarmonError("invalid_argument", `The body is not JSON: ${reasonOf(error)}`);
  }
}

/** Where and why a text is not JSON, without repeating the text: it may hold a secret. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "it cannot be parsed";
  return message.replace(/,? ?"[^]*" is not valid JSON$/, ", it is not valid JSON").slice(0, 200);
}

const MAX_TEXT = 1_024;

/** A text in a body of JSON. @throws `invalid_argument` when it is missing, empty, or over 1,024 characters */
export function textField(body: unknown, name: string): string {
  const own = typeof body === "object" && body !== null ? Object.entries(body) : [];
  const value: unknown = own.find(([key]) => key === name)?.[1];
  if (typeof value !== "string" || value === "" || value.length > MAX_TEXT)
    throw new SolarmonError("invalid_argument", `\`${name}\` must be a text.`);
  return value;
}
