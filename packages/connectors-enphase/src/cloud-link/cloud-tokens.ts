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
import { refusalOf } from "../errors.ts";
import { CLOUD } from "../vendor.ts";
import { type CloudApp, REDIRECT_URL } from "./app.ts";

const AGAIN = "the owner must let the app in again: the consent ended, or the password was changed";

/** Access for a day; each refresh token works once, within 30 days. */
export function cloudTokens(app: CloudApp, host: LinkHost): TokenSource {
  const { redactor, clock, tokens, fetch, timeoutMs } = host;
  for (const secret of [app.clientSecret, app.apiKey, app.refreshToken, app.code, basicOf(app)])
    if (secret !== "") redactor.add(secret);
  // Replies to a log-in are shown to nobody: they are made of secrets.
  const http = createVendorHttp({
    vendor: CLOUD,
    fetch,
    clock,
    redactor,
    classify: loginRefusal,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  const first: TokenSet = { accessToken: "", refreshToken: app.refreshToken, expiresAt: 0 };
  const store = {
    load: async () => (await tokens.load()) ?? first,
    save: async (set: TokenSet) => await tokens.save(set),
  };
  const refresh = async ({ refreshToken = "" }: TokenSet): Promise<TokenSet> => {
    const form = new URLSearchParams(
      refreshToken === ""
        ? { grant_type: "authorization_code", code: app.code, redirect_uri: REDIRECT_URL }
        : { grant_type: "refresh_token", refresh_token: refreshToken },
    );
    const headers = {
      authorization: `Basic ${basicOf(app)}`,
      "content-type": "application/x-www-form-urlencoded",
    };
    const url = `${app.address}/oauth/token`;
    return tokensIn(await http.send({ url, method: "POST", headers, body: form.toString() }));
  };
  return createTokenSource({ vendor: CLOUD, store, clock, redactor, refresh });
}

function basicOf({ clientId, clientSecret }: CloudApp): string {
  return btoa(`${clientId}:${clientSecret}`);
}

/** A refresh token that is dead comes as 400 or 401. */
function loginRefusal(reply: ReceivedReply): Refusal | undefined {
  const isRefused = [400, 401, 403].includes(reply.status);
  return isRefused ? { kind: "auth", detail: AGAIN } : refusalOf(reply);
}

function tokensIn({ body, receivedAt }: ReceivedReply): TokenSet {
  const fields = objectOf(parseJsonBytes(body, new ProblemList())) ?? {};
  const accessToken = textOf(fields["access_token"]);
  const refreshToken = textOf(fields["refresh_token"]);
  if (accessToken === undefined || refreshToken === undefined)
    throw new ConnectorError("protocol", CLOUD, "the reply to a log-in holds no tokens");
  const seconds = Number(fields["expires_in"]);
  const expiresAt = Number.isFinite(seconds) ? receivedAt + seconds * SECOND_MS : null;
  return { accessToken, refreshToken, expiresAt };
}
