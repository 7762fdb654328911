import {
  ConnectorError,
  createLogIn,
  type LinkHost,
  type TokenSet,
  type TokenSource,
} from "@solarmon/connectors-kit";
import { DAY_MS, type Instant, MINUTE_MS } from "@solarmon/core";
import { GATEWAY } from "../vendor.ts";
import { fetchToken } from "./enlighten.ts";
import { lifeOf } from "./jwt.ts";
import type { GatewaySettings } from "./settings.ts";

/** Owners' tokens live for a year and are renewed a week before; installers' live for twelve hours. */
const EARLY_MS = 7 * DAY_MS;
const SHORT_EARLY_MS = 10 * MINUTE_MS;
const PASTE =
  "paste a new token from entrez.enphaseenergy.com, or give the account's e-mail and password";

/** Tokens of a gateway: pasted by hand, or fetched with the owner's account. */
export function gatewayTokens(
  { token, account }: GatewaySettings,
  serialOf: () => Promise<string>,
  host: LinkHost,
): TokenSource {
  const setOf = (accessToken: string): TokenSet => ({
    accessToken,
    expiresAt: endOf(accessToken, account !== undefined),
  });
  return createLogIn({
    vendor: GATEWAY,
    host,
    secrets: [token, account?.password],
    ...(token !== undefined && { first: setOf(token) }),
    logIn: async () => {
      if (account === undefined) throw new ConnectorError("auth", GATEWAY, PASTE);
      return setOf(await fetchToken(account, await serialOf(), host));
    },
  });
}

/** Until when it is used; one that can be renewed is not used to its end. */
function endOf(token: string, isRenewable: boolean): Instant | null {
  const life = lifeOf(token);
  if (life === null || !isRenewable) return life?.expiresAt ?? null;
  const isLong = life.expiresAt - life.issuedAt > 2 * EARLY_MS;
  return life.expiresAt - (isLong ? EARLY_MS : SHORT_EARLY_MS);
}
