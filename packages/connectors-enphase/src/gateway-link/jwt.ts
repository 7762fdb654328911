import { objectOf, parseJsonBytes, ProblemList, readNumber } from "@solarmon/connectors-kit";
import { type Instant, SECOND_MS } from "@solarmon/core";

const SHAPE = /^[\w-]+\.([\w-]+)\.[\w-]+$/u;

/** Whether a text has the form of a token. */
export function isJwt(text: string): boolean {
  return SHAPE.test(text);
}

/** When a token starts and ends, as it says itself; who issued it is the gateway's to check. */
export function lifeOf(
  jwt: string,
): { readonly issuedAt: Instant; readonly expiresAt: Instant } | null {
  const claims = claimsOf(jwt);
  const [iat, exp] = [readNumber(claims?.["iat"]), readNumber(claims?.["exp"])];
  if (typeof exp !== "number") return null;
  const issuedS = typeof iat === "number" ? iat : exp;
  return { issuedAt: issuedS * SECOND_MS, expiresAt: exp * SECOND_MS };
}

function claimsOf(jwt: string): Readonly<Record<string, unknown>> | undefined {
  const payload = SHAPE.exec(jwt)?.[1];
  if (payload === undefined) return undefined;
  const bytes = Uint8Array.from(Buffer.from(payload, "base64url"));
  return objectOf(parseJsonBytes(bytes, new ProblemList()));
}
