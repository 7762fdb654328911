import {
  createLogIn,
  type LinkHost,
  oauthTokensIn,
  type ReceivedReply,
  type Refusal,
  type TokenSet,
  type TokenSource,
  type VendorRequest,
} from "@solarmon/connectors-kit";
import { SECOND_MS } from "@solarmon/core";
import { smaDefinition } from "./definition.ts";

/** A client of SMA's OAuth2, for one owner's log-in or for all who consented by e-mail. */
export interface SmaClient {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** From the owner's log-in; empty where owners consented by e-mail. */
  readonly refreshToken: string;
}

const { vendor, auth } = smaDefinition;
const AGAIN = "the client was refused, or the owner must log in again";

/** Access for five minutes. A refresh token may be exchanged for another one with each use: the newest is kept. */
export function smaTokens(client: SmaClient, host: LinkHost): TokenSource {
  return createLogIn({
    vendor,
    host,
    secrets: [client.clientSecret, client.refreshToken],
    first: { accessToken: "", refreshToken: client.refreshToken, expiresAt: 0 },
    classify: loginRefusal,
    logIn: async ({ refreshToken = "" }, send) =>
      tokensIn(await send(requestOf(client, refreshToken)), refreshToken),
  });
}

function requestOf(client: SmaClient, refreshToken: string): VendorRequest {
  return {
    url: client.tokenUrl,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: formOf(client, refreshToken),
  };
}

function formOf({ clientId, clientSecret }: SmaClient, refreshToken: string): string {
  const who = { client_id: clientId, client_secret: clientSecret };
  const grant =
    refreshToken === ""
      ? { grant_type: "client_credentials" }
      : { grant_type: "refresh_token", refresh_token: refreshToken };
  return new URLSearchParams({ ...who, ...grant }).toString();
}

/** OAuth2 tells a dead token, or a wrong secret, as 400 or 401. */
function loginRefusal({ status }: ReceivedReply): Refusal | undefined {
  return [400, 401].includes(status) ? { kind: "auth", detail: AGAIN } : undefined;
}

function tokensIn(reply: ReceivedReply, before: string): TokenSet {
  const { accessToken, refreshToken, expiresAt } = oauthTokensIn(vendor, reply);
  return {
    accessToken,
    // A client by itself logs in anew each time.
    refreshToken: before === "" ? "" : (refreshToken ?? before),
    expiresAt: expiresAt ?? reply.receivedAt + auth.accessTokenSeconds * SECOND_MS,
  };
}
