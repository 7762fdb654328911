import { SolarmonError } from "@solarmon/core";

/** The whole body. @throws `too_large` when it is longer than `maxBytes`; the rest is not read */
export async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (!response.body) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.byteLength;
    if (size > maxBytes)
      throw new SolarmonError("too_large", `the body is longer than ${maxBytes} bytes`);
    parts.push(part);
  }
  return join(parts, size);
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const body = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    body.set(part, offset);
    offset += part.byteLength;
  }
  return body;
}
