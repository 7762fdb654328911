import { randomBytes, randomUUID } from "node:crypto";
import { type Clock, DAY_MS, type Instant, MINUTE_MS, SECOND_MS } from "@solarmon/core";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { UNAUTHORIZED } from "./pages.ts";

/** How the owner proves who he is. `second-factor`: his account wants more than a password. */
export type EnphaseGatewayLogIn = "password" | "token" | "second-factor";

const EMAIL = "owner@example.com";
const TOKEN_MS = 365 * DAY_MS;
const IDLE_MS = 10 * MINUTE_MS;

/** Enlighten's log-in, Entrez' tokens, and the gateway's sessions. */
export class TokenDesk {
  readonly #clock: Clock;
  readonly #serial: string;
  readonly #logIn: EnphaseGatewayLogIn;
  readonly #logins = new Set<string>();
  readonly #tokens = new Map<string, Instant>();
  readonly #sessions = new Map<string, Instant>();
  readonly #secrets: string[] = [];
  #password: string | undefined;

  constructor(logIn: EnphaseGatewayLogIn, serial: string, clock: Clock) {
    this.#logIn = logIn;
    this.#serial = serial;
    this.#clock = clock;
  }

  /** What somebody tells who connects now. */
  letIn(): Record<string, string> {
    if (this.#logIn === "token") return { token: this.#issue() };
    this.#password = this.#keep(`password-${randomUUID()}`);
    return { email: EMAIL, password: this.#password };
  }

  revoke(): void {
    this.#password = undefined;
    for (const known of [this.#logins, this.#tokens, this.#sessions]) known.clear();
  }

  secrets(): readonly string[] {
    return this.#secrets;
  }

  /** By the cookie of a session that is not idle, or by a token. */
  isWelcome({ headers, now }: StandInRequest): boolean {
    const session = /sessionId=([\w-]+)/u.exec(headers["cookie"] ?? "")?.[1];
    if (session !== undefined) {
      if (now >= (this.#sessions.get(session) ?? 0)) return false;
      this.#sessions.set(session, now + IDLE_MS);
      return true;
    }
    return now < (this.#tokens.get(tokenIn(headers["authorization"])) ?? 0);
  }

  /** `GET /auth/check_jwt`: opens a session. */
  checkToken({ headers, now }: StandInRequest): StandInReply {
    if (now >= (this.#tokens.get(tokenIn(headers["authorization"])) ?? 0)) return UNAUTHORIZED;
    const session = this.#keep(randomUUID());
    this.#sessions.set(session, now + IDLE_MS);
    return {
      headers: {
        "content-type": "text/html",
        "set-cookie": `sessionId=${session}; path=/; Secure; HttpOnly`,
      },
      body: "<!DOCTYPE html><h2>Valid token.</h2>",
    };
  }

  /** `POST /login/login.json` of Enlighten. With a second factor there is no session in it. */
  logIn({ body }: StandInRequest): StandInReply {
    const form = new URLSearchParams(body);
    const isOwner = form.get("user[email]") === EMAIL && this.#password !== undefined;
    if (!isOwner || form.get("user[password]") !== this.#password)
      return { status: 401, body: { error: "Invalid email or password" } };
    if (this.#logIn === "second-factor")
      return { body: { message: "success", requires_mfa: true, is_consumer: true } };
    const session_id = this.#keep(randomUUID().replaceAll("-", ""));
    this.#logins.add(session_id);
    return { body: { message: "success", session_id, manager_token: "none", is_consumer: true } };
  }

  /** `POST /tokens` of Entrez: the token as plain text. */
  token({ body }: StandInRequest): StandInReply {
    const { session_id, serial_num } = fieldsIn(body);
    if (!this.#logins.has(String(session_id)) || serial_num !== this.#serial)
      return { status: 401, body: { error: "unauthorized" } };
    return { headers: { "content-type": "text/plain" }, body: this.#issue() };
  }

  #issue(): string {
    const now = this.#clock.now();
    const claims = {
      aud: this.#serial,
      iss: "Entrez",
      enphaseUser: "owner",
      exp: Math.floor((now + TOKEN_MS) / SECOND_MS),
      iat: Math.floor(now / SECOND_MS),
      jti: randomUUID(),
      username: EMAIL,
    };
    const parts = [{ kid: "7d10005d", typ: "JWT", alg: "ES256" }, claims];
    const texts = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
    const token = this.#keep([...texts, randomBytes(48).toString("base64url")].join("."));
    this.#tokens.set(token, now + TOKEN_MS);
    return token;
  }

  #keep(secret: string): string {
    this.#secrets.push(secret);
    return secret;
  }
}

function tokenIn(authorization = ""): string {
  return authorization.replace("Bearer ", "");
}

function fieldsIn(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
