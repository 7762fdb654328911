import {
  ConnectorError,
  createLogIn,
  type LinkHost,
  type TokenSource,
} from "@solarmon/connectors-kit";
import type { Clock, Instant } from "@solarmon/core";
import { VENDOR } from "./definition.ts";
import { loginRefusalOf, TOKEN_HEADER } from "./errors.ts";

/** The server that is asked, and who asks. */
export interface Access {
  /** e.g. `https://eu5.fusionsolar.huawei.com/thirdData`. */
  readonly baseUrl: string;
  readonly user: { readonly userName: string; readonly systemCode: string };
}

/**
 * The one session of a user. A log-in ends the session before it, so the newest is kept for restarts too, and only one
 * log-in is under way. A wrong password is not tried twice: five of them lock the user.
 */
export function openSession({ baseUrl, user }: Access, host: LinkHost): TokenSource {
  const logins = new LoginCount(host.clock);
  return createLogIn({
    vendor: VENDOR.name,
    host,
    secrets: [user.systemCode],
    classify: loginRefusalOf,
    logIn: async (_old, send) => {
      logins.add();
      const reply = await send({
        url: `${baseUrl}/login`,
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(user),
      });
      const accessToken = reply.headers[TOKEN_HEADER] ?? "";
      return { accessToken, expiresAt: reply.receivedAt + VENDOR.sessionMs };
    },
  });
}

/** Somebody else with the same user ends each session: fighting for it would lock both out. */
class LoginCount {
  readonly #clock: Clock;
  #recent: readonly Instant[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws `ConnectorError` `rate` for one too many */
  add(): void {
    const now = this.#clock.now();
    this.#recent = this.#recent.filter((at) => at > now - VENDOR.loginWindowMs);
    const [oldest = now] = this.#recent;
    if (this.#recent.length >= VENDOR.loginsPerWindow)
      throw new ConnectorError(
        "rate",
        VENDOR.name,
        "five log-ins within ten minutes: does somebody else use this northbound user?",
        { retryAt: oldest + VENDOR.loginWindowMs },
      );
    this.#recent = [...this.#recent, now];
  }
}
