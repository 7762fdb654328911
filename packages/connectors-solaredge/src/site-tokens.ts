import {
  ConnectorError,
  createLogIn,
  type LinkHost,
  oauthTokensIn,
  type TokenSource,
  type VendorRequest,
} from "@solarmon/connectors-kit";
import { refusalOf } from "./errors.ts";
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
  return createLogIn({
    vendor,
    host,
    secrets: [app.clientSecret, app.refreshToken, app.code],
    first: { accessToken: "", refreshToken: app.refreshToken, expiresAt: 0 },
    classify: refusalOf,
    logIn: async ({ refreshToken = "" }, send) => {
      const tokens = oauthTokensIn(vendor, await send(requestOf(app, address, refreshToken)));
      if (tokens.refreshToken !== undefined) return tokens;
      throw new ConnectorError("protocol", vendor, "the reply to a log-in holds no refresh token");
    },
  });
}

function requestOf(app: SiteApp, address: string, refreshToken: string): VendorRequest {
  const grant =
    refreshToken === ""
      ? { grant_type: "authorization_code", code: app.code }
      : { grant_type: "refresh_token", refresh_token: refreshToken };
  const who = { client_id: app.clientId, client_secret: app.clientSecret };
  return {
    url: `${address}/oauth2/token`,
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ ...grant, ...who }),
  };
}
