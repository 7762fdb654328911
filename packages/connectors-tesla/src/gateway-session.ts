import {
  ConnectorError,
  createLogIn,
  type LinkHost,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  textOf,
  type TokenSource,
} from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";
import { loginRefusalOf } from "./errors.ts";
import type { GatewaySettings } from "./gateway-settings.ts";

const COOKIE = /(?:^|,\s*)((?:AuthCookie|UserRecord)=[^;,\s]+)/gu;

/**
 * The session of the customer, as text for the header `Cookie`. It is kept for restarts, and a log-in that was refused is
 * not tried again: the gateway locks itself after a few.
 */
export function openSession(
  { address, password, email }: GatewaySettings,
  host: LinkHost,
): TokenSource {
  return createLogIn({
    vendor: VENDOR.name,
    host,
    secrets: [password],
    classify: loginRefusalOf,
    logIn: async (_old, send) => {
      const reply = await send({
        url: `${address}/api/login/Basic`,
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ username: "customer", password, email, force_sm_off: false }),
      });
      learnToken(reply, host);
      return { accessToken: cookiesIn(reply), expiresAt: reply.receivedAt + VENDOR.sessionMs };
    },
  });
}

function cookiesIn({ headers }: ReceivedReply): string {
  const cookies = [...(headers["set-cookie"] ?? "").matchAll(COOKIE)].map(([, cookie]) => cookie);
  if (cookies.length > 0) return cookies.join("; ");
  throw new ConnectorError("protocol", VENDOR.name, "the log-in brings no cookie");
}

/** Cookies and token are as good as the password; each by itself may show somewhere. */
function learnToken({ headers, body }: ReceivedReply, { redactor }: LinkHost): void {
  const token = textOf(objectOf(parseJsonBytes(body, new ProblemList()))?.["token"]);
  if (token !== undefined) redactor.add(token);
  for (const [, cookie = ""] of (headers["set-cookie"] ?? "").matchAll(COOKIE))
    redactor.add(cookie.slice(cookie.indexOf("=") + 1));
}
