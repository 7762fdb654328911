import { type Clock, DAY_MS, SECOND_MS } from "@solarmon/core";
import {
  StandInLogin,
  type StandInReply,
  type StandInRequest,
} from "@solarmon/connectors-kit/stand-in";

const CLIENT_ID = "5b1fa0c2d3";
const CLIENT_SECRET = "client-secret-9d1e4f6a";
const API_KEY = "0f4c7a51be93";
/** As recorded: some seconds less than a day. */
const ACCESS_MS = DAY_MS - 7 * SECOND_MS;

/** An app at Enphase, and what owners let it do. */
export class OAuthDesk {
  readonly #login: StandInLogin;

  constructor(clock: Clock) {
    this.#login = new StandInLogin(clock, ACCESS_MS);
  }

  /** What somebody tells who connects now. */
  letIn(): Record<string, string> {
    const { refreshToken } = this.#login.issue();
    return { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, apiKey: API_KEY, refreshToken };
  }

  revoke(): void {
    this.#login.revoke();
  }

  secrets(): readonly string[] {
    return [CLIENT_SECRET, API_KEY, ...this.#login.secrets()];
  }

  /** Every call carries the token, and the key in a header or the query. */
  isWelcome({ headers, query }: StandInRequest): boolean {
    const key = headers["key"] ?? query.get("key");
    const token = headers["authorization"]?.replace("Bearer ", "") ?? "";
    return key === API_KEY && this.#login.accepts(token);
  }

  /** `GET /oauth/authorize`, as when the owner logged in and agreed: back to the app with a code. */
  authorize({ query }: StandInRequest): StandInReply {
    const back = query.get("redirect_uri") ?? "";
    if (query.get("client_id") !== CLIENT_ID || query.get("response_type") !== "code")
      return refused(400, "invalid_request", "Bad client");
    return {
      status: 302,
      headers: { location: `${back}?code=${this.#login.consent()}` },
      body: "",
    };
  }

  /** `POST /oauth/token`: the app in Basic, the grant in the query or a form; refresh tokens work once. */
  token({ headers, query, body }: StandInRequest): StandInReply {
    const basic = Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString("base64");
    if (headers["authorization"] !== `Basic ${basic}`)
      return refused(401, "unauthorized", "Bad credentials");
    const form = new URLSearchParams(body);
    const field = (name: string): string => query.get(name) ?? form.get(name) ?? "";
    const grant = field("grant_type");
    if (grant !== "refresh_token" && grant !== "authorization_code")
      return refused(400, "unsupported_grant_type", "Unsupported grant type");
    const tokens =
      grant === "refresh_token"
        ? this.#login.refresh(field("refresh_token"))
        : this.#login.redeem(field("code"));
    if (!tokens) return refused(401, "invalid_token", "Invalid refresh token");
    const { accessToken: access_token, refreshToken: refresh_token, expiresInS } = tokens;
    return {
      body: {
        access_token,
        token_type: "bearer",
        refresh_token,
        expires_in: expiresInS,
        scope: "read write",
        enl_uid: "217",
        enl_cid: "",
        enl_password_last_changed: "1600000000",
        is_internal_app: false,
        app_type: "system",
        jti: "b6a0a5c1",
      },
    };
  }
}

function refused(status: number, error: string, error_description: string): StandInReply {
  return { status, body: { error, error_description } };
}
