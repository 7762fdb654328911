import {
  ConnectorError,
  createLogIn,
  type LinkHost,
  oauthTokensIn,
  type ReceivedReply,
  type Refusal,
  type TokenSource,
  type VendorRequest,
} from "@solarmon/connectors-kit";
import { refusalOf } from "../errors.ts";
import { CLOUD } from "../vendor.ts";
import { type CloudApp, REDIRECT_URL } from "./app.ts";

const AGAIN = "the owner must let the app in again: the consent ended, or the password was changed";

/** Access for a day; each refresh token works once, within 30 days. */
export function cloudTokens(app: CloudApp, host: LinkHost): TokenSource {
  return createLogIn({
    vendor: CLOUD,
    host,
    secrets: [app.clientSecret, app.apiKey, app.refreshToken, app.code, basicOf(app)],
    first: { accessToken: "", refreshToken: app.refreshToken, expiresAt: 0 },
    classify: loginRefusal,
    logIn: async ({ refreshToken = "" }, send) => {
      const tokens = oauthTokensIn(CLOUD, await send(requestOf(app, refreshToken)));
      if (tokens.refreshToken !== undefined) return tokens;
      throw new ConnectorError("protocol", CLOUD, "the reply to a log-in holds no refresh token");
    },
  });
}

function requestOf(app: CloudApp, refreshToken: string): VendorRequest {
  const form = new URLSearchParams(
    refreshToken === ""
      ? { grant_type: "authorization_code", code: app.code, redirect_uri: REDIRECT_URL }
      : { grant_type: "refresh_token", refresh_token: refreshToken },
  );
  const headers = {
    authorization: `Basic ${basicOf(app)}`,
    "content-type": "application/x-www-form-urlencoded",
  };
  return { url: `${app.address}/oauth/token`, method: "POST", headers, body: form.toString() };
}

function basicOf({ clientId, clientSecret }: CloudApp): string {
  return btoa(`${clientId}:${clientSecret}`);
}

/** A refresh token that is dead comes as 400 or 401. */
function loginRefusal(reply: ReceivedReply): Refusal | undefined {
  const isRefused = [400, 401, 403].includes(reply.status);
  return isRefused ? { kind: "auth", detail: AGAIN } : refusalOf(reply);
}
