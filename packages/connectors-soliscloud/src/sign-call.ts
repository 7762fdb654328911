import { createHash, createHmac } from "node:crypto";
import type { Instant } from "@solarmon/core";

/** What the portal shows under API management. */
export interface SolisKey {
  readonly id: string;
  readonly secret: string;
}

const CONTENT_TYPE = "application/json";

/** Headers that sign a POST of `body` to `path`. They hold for 15 minutes before and after `at`. */
export function signCall(
  { id, secret }: SolisKey,
  path: string,
  body: string,
  at: Instant,
): Readonly<Record<string, string>> {
  const digest = createHash("md5").update(body).digest("base64");
  const date = new Date(at).toUTCString();
  const signed = ["POST", digest, CONTENT_TYPE, date, path].join("\n");
  const signature = createHmac("sha1", secret).update(signed).digest("base64");
  return {
    "content-md5": digest,
    "content-type": CONTENT_TYPE,
    date,
    authorization: `API ${id}:${signature}`,
  };
}
