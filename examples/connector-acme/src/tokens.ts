import {
  createLogIn,
  type LinkHost,
  type LinkSettings,
  type TokenSource,
} from "@solarmon/connectors-kit";
import { SECOND_MS } from "@solarmon/core";
import { DESCRIPTION } from "./description.ts";
import { readJson } from "./read-json.ts";

/** Access for two hours; each refresh token works once. The one of the settings counts until there are newer ones. */
export function acmeTokens(
  { address, refreshToken = "" }: LinkSettings,
  host: LinkHost,
): TokenSource {
  return createLogIn({
    vendor: DESCRIPTION.vendor,
    host,
    secrets: [refreshToken],
    first: { accessToken: "", refreshToken, expiresAt: 0 },
    logIn: async (old, send) => {
      const body = JSON.stringify({ refreshToken: old.refreshToken });
      const reply = await send({ url: `${address}/token`, method: "POST", body });
      const answer = readJson(reply);
      return {
        accessToken: String(answer["accessToken"]),
        refreshToken: String(answer["refreshToken"]),
        expiresAt: reply.receivedAt + Number(answer["expiresInS"]) * SECOND_MS,
      };
    },
  });
}
