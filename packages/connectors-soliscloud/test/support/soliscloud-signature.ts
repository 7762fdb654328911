import { createHash, createHmac } from "node:crypto";
import type { StandInRequest } from "@solarmon/connectors-kit/stand-in";

export interface StandInKey {
  readonly id: string;
  readonly secret: string;
}

/** Whether a call is signed as the document asks for. */
export function isSigned(
  { headers, body, method, path }: StandInRequest,
  key: StandInKey | undefined,
): boolean {
  const md5 = createHash("md5").update(body, "utf8").digest("base64");
  if (!key || headers["content-md5"] !== md5) return false;
  const text = `${method}\n${md5}\n${headers["content-type"] ?? ""}\n${headers["date"] ?? ""}\n${path}`;
  const expected = createHmac("sha1", key.secret).update(text, "utf8").digest("base64");
  return headers["authorization"] === `API ${key.id}:${expected}`;
}
