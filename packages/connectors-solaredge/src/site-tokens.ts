import {
  createTokenSource,
  createVendorHttp,
  type LinkHost,
  objectOf,
  textOf,
  type TokenSet,
  type TokenSource,
  ConnectorError,
} from "@solarmon/connectors-kit";
import { SECOND_MS } from "@solarmon/core";
import { jsonOf, refusalOf } from "./errors.ts";
import { VENDOR } from "./vendor.ts";

export interface SiteApp {
  readonly clientId: string;
  readonly clientSecret: string;
  /** From the owner's consent, one of both: a refresh token, or the code that gives the first. Newer tokens that are kept count. */
  readonly refreshToken: string;
  readonly code: string;
}

/** Tokens of SolarEdge Connect: access for two hours; each refresh token works once, within 30 days. */
export function siteTokens(app: SiteApp, address: string, host: LinkHost): TokenSource {
  const vendor = VENDOR.name;
  const http = createVendorHttp({ ...host, vendor, classify: refusalOf });
  for (const secret of [app.clientSecret, app.refreshToken, app.code])
    if (secret !== "") host.redactor.add(secret);
  const first: TokenSet = { accessToken: "", refreshToken: app.refreshToken, expiresAt: 0 };
  const store = {
    load: async () => (await host.tokens.load()) ?? first,
    save: async (tokens: TokenSet) => await host.tokens.save(tokens),
  };
  const refresh = async ({ refreshToken = "" }: TokenSet): Promise<TokenSet> => {
    const grant =
      refreshToken === ""
        ? { grant_type: "authorization_code", code: app.code }
        : { grant_type: "refresh_token", refresh_token: refreshToken };
    const body = JSON.stringify({
      ...grant,
      client_id: app.clientId,
      client_secret: app.clientSecret,
    });
    const headers = { "content-type": "application/json", accept: "application/json" };
    const url = `${address}/oauth2/token`;
    const reply = await http.send({ url, method: "POST", headers, body });
    return tokensIn(jsonOf(reply.body), reply.receivedAt);
  };
  return createTokenSource({ ...host, vendor, store, refresh });
}

function tokensIn(body: unknown, receivedAt: number): TokenSet {
  const fields = objectOf(body) ?? {};
  const accessToken = textOf(fields["access_token"]);
  const refreshToken = textOf(fields["refresh_token"]);
  if (accessToken === undefined || refreshToken === undefined)
    throw new ConnectorError("protocol", VENDOR.name, "the reply to a log-in holds no tokens");
  const seconds = Number(fields["expires_in"]);
  const expiresAt = Number.isFinite(seconds) ? receivedAt + seconds * SECOND_MS : null;
  return { accessToken, refreshToken, expiresAt };
}
