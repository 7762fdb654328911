import {
  ConnectorError,
  createTokenSource,
  createVendorHttp,
  type LinkHost,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type Refusal,
  textOf,
  type TokenSet,
  type TokenSource,
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
  const { redactor, clock, tokens, fetch, timeoutMs } = host;
  for (const secret of [client.clientSecret, client.refreshToken])
    if (secret !== "") redactor.add(secret);
  // Replies to a log-in are shown to nobody: they are made of secrets.
  const http = createVendorHttp({
    vendor,
    fetch,
    clock,
    redactor,
    classify: loginRefusal,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  const first: TokenSet = { accessToken: "", refreshToken: client.refreshToken, expiresAt: 0 };
  const store = {
    load: async () => (await tokens.load()) ?? first,
    save: async (set: TokenSet) => await tokens.save(set),
  };
  const refresh = async ({ refreshToken = "" }: TokenSet): Promise<TokenSet> => {
    const reply = await http.send({
      url: client.tokenUrl,
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: formOf(client, refreshToken),
    });
    return tokensIn(reply, refreshToken);
  };
  return createTokenSource({ vendor, store, clock, redactor, refresh });
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

function tokensIn({ body, receivedAt }: ReceivedReply, before: string): TokenSet {
  const fields = objectOf(parseJsonBytes(body, new ProblemList())) ?? {};
  const accessToken = textOf(fields["access_token"]);
  if (accessToken === undefined)
    throw new ConnectorError("protocol", vendor, "the reply to a log-in holds no token");
  // A client by itself logs in anew each time.
  const refreshToken = before === "" ? "" : (textOf(fields["refresh_token"]) ?? before);
  const told = Number(fields["expires_in"]);
  const seconds = Number.isFinite(told) ? told : auth.accessTokenSeconds;
  return { accessToken, refreshToken, expiresAt: receivedAt + seconds * SECOND_MS };
}
