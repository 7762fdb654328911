import { randomUUID } from "node:crypto";
import { type Clock, type Instant, MINUTE_MS } from "@solarmon/core";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { askedIn, failure, success } from "./envelope.ts";

const SESSION_MS = 30 * MINUTE_MS;
const WINDOW_MS = 10 * MINUTE_MS;
const MOST_LOGINS = 5;
const WRONG_PASSWORD = 20_400;
const TOO_OFTEN = 407;
const USER_NAME = "solarmon_api";

/** Logs in the one northbound user. A log-in ends the session before it. */
export class SessionDesk {
  readonly #clock: Clock;
  readonly #countsLogins: boolean;
  readonly #secrets: string[] = [];
  #systemCode = "";
  #session: { readonly token: string; readonly endsAt: Instant } | undefined;
  #logins: readonly Instant[] = [];

  constructor(clock: Clock, countsLogins: boolean) {
    this.#clock = clock;
    this.#countsLogins = countsLogins;
    this.#systemCode = this.#newSecret("code");
  }

  /** `login`. */
  logIn(request: StandInRequest): StandInReply {
    const now = this.#clock.now();
    this.#logins = [...this.#logins.filter((at) => at > now - WINDOW_MS), now];
    if (this.#countsLogins && this.#logins.length > MOST_LOGINS)
      return { ...failure(TOO_OFTEN), isOverQuota: true };
    const { userName, systemCode } = askedIn(request);
    if (userName !== USER_NAME || systemCode !== this.#systemCode) return failure(WRONG_PASSWORD);
    const token = this.#newSecret("session");
    this.#session = { token, endsAt: now + SESSION_MS };
    const headers = { "XSRF-TOKEN": token, "set-cookie": `XSRF-TOKEN=${token}; Path=/; Secure` };
    return { body: success({ ...request, body: "" }, null).body, headers };
  }

  isWelcome({ headers, now }: StandInRequest): boolean {
    const { token = "", endsAt = 0 } = this.#session ?? {};
    return token !== "" && headers["xsrf-token"] === token && now < endsAt;
  }

  /** The password is changed, and nobody is told yet. */
  revoke(): void {
    this.#session = undefined;
    this.#systemCode = this.#newSecret("code");
  }

  /** What works now. */
  credentials(): { readonly userName: string; readonly systemCode: string } {
    return { userName: USER_NAME, systemCode: this.#systemCode };
  }

  secrets(): readonly string[] {
    return this.#secrets;
  }

  #newSecret(what: string): string {
    const secret = `${what}-${randomUUID()}`;
    this.#secrets.push(secret);
    return secret;
  }
}
