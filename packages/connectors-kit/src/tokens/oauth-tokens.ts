import { SECOND_MS } from "@solarmon/core";
import { objectOf, parseJsonBytes, textOf } from "../decode/json-bytes.ts";
import { ProblemList } from "../decode/problem-list.ts";
import { ConnectorError } from "../http/connector-error.ts";
import type { ReceivedReply } from "../http/vendor-http.ts";
import type { TokenSet } from "./token-store.ts";

/**
 * Tokens of a successful reply to a token request (RFC 6749 §5.1). Without `refresh_token` the set has none, without
 * `expires_in` its end is `null`.
 *
 * @throws {@link ConnectorError} `protocol` when there is no `access_token`
 */
export function oauthTokensIn(vendor: string, { body, receivedAt }: ReceivedReply): TokenSet {
  const fields = objectOf(parseJsonBytes(body, new ProblemList())) ?? {};
  const accessToken = textOf(fields["access_token"]);
  if (accessToken === undefined)
    throw new ConnectorError("protocol", vendor, "the reply to a log-in holds no token");
  const refreshToken = textOf(fields["refresh_token"]);
  const seconds = Number(fields["expires_in"]);
  return {
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    expiresAt: Number.isFinite(seconds) ? receivedAt + seconds * SECOND_MS : null,
  };
}
