import { randomUUID } from "node:crypto";
import { type Clock, HOUR_MS } from "@solarmon/core";
import {
  StandInLogin,
  type StandInReply,
  type StandInRequest,
} from "@solarmon/connectors-kit/stand-in";

const CLIENT = { clientId: "solarmon-test-app", clientSecret: "client-secret-4b1d77" };

/** Who may ask: a fleet's key, or an app that the owner of one site let in. */
export type SolaredgeAccess = "fleet" | "site";

/** Keys, and tokens of "SolarEdge Connect". */
export class AccessDesk {
  readonly #access: SolaredgeAccess;
  readonly #login: StandInLogin;
  readonly #keys: string[] = [];
  #key = "";

  constructor(access: SolaredgeAccess, clock: Clock) {
    this.#access = access;
    this.#login = new StandInLogin(clock, 2 * HOUR_MS);
  }

  /** What somebody tells who connects now. */
  letIn(siteId: string): Readonly<Record<string, string>> {
    if (this.#access === "site")
      return { ...CLIENT, siteId, refreshToken: this.#login.issue().refreshToken };
    this.#key = `key-${randomUUID()}`;
    this.#keys.push(this.#key);
    return { apiKey: this.#key };
  }

  revoke(): void {
    this.#key = "";
    this.#login.revoke();
  }

  secrets(): readonly string[] {
    const own = this.#access === "site" ? [CLIENT.clientSecret] : [];
    return [...own, ...this.#keys, ...this.#login.secrets()];
  }

  isWelcome({ headers }: StandInRequest): boolean {
    if (this.#access === "fleet") return this.#key !== "" && headers["x-api-key"] === this.#key;
    return this.#login.accepts(headers["authorization"]?.replace("Bearer ", "") ?? "");
  }

  /** The page of SolarEdge Connect, as when the owner logged in and agreed: back to the app with a code. */
  authorize({ query }: StandInRequest, siteId: string): StandInReply {
    if (query.get("client_id") !== CLIENT.clientId || query.get("response_type") !== "code")
      return { status: 400, body: "unknown app" };
    const back = new URL(query.get("redirect_uri") ?? "");
    back.searchParams.set("code", this.#login.consent());
    back.searchParams.set("site_id", siteId);
    return { status: 302, headers: { location: back.href }, body: "" };
  }

  /** `POST /oauth2/token`, with JSON; refresh tokens work once. */
  token({ body }: StandInRequest): StandInReply {
    const asked = parse(body);
    const isClient =
      asked["client_id"] === CLIENT.clientId && asked["client_secret"] === CLIENT.clientSecret;
    const grant = asked["grant_type"];
    if (!isClient || (grant !== "refresh_token" && grant !== "authorization_code"))
      return {
        status: 400,
        body: { error: "invalid_client", error_description: "unknown client" },
      };
    const tokens =
      grant === "refresh_token"
        ? this.#login.refresh(String(asked["refresh_token"]))
        : this.#login.redeem(String(asked["code"]));
    if (!tokens)
      return { status: 400, body: { error: "invalid_grant", error_description: "token is dead" } };
    const { accessToken: access_token, refreshToken: refresh_token, expiresInS } = tokens;
    return {
      body: { access_token, refresh_token, token_type: "Bearer", expires_in: expiresInS },
    };
  }
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
