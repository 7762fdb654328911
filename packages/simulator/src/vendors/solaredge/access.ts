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

  /** `POST /oauth2/token`, with JSON; refresh tokens work once. */
  token({ body }: StandInRequest): StandInReply {
    const asked = parse(body);
    const isClient =
      asked["client_id"] === CLIENT.clientId && asked["client_secret"] === CLIENT.clientSecret;
    if (!isClient || asked["grant_type"] !== "refresh_token")
      return {
        status: 400,
        body: { error: "invalid_client", error_description: "unknown client" },
      };
    const tokens = this.#login.refresh(String(asked["refresh_token"]));
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
