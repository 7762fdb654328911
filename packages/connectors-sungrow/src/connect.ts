import type { Connector, VendorLink } from "@solarmon/connectors-kit";
import type { Clock } from "@solarmon/core";
import { sungrowDecoder } from "./decode.ts";
import { VENDOR } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { discoverSites } from "./discover.ts";
import { readHistory } from "./history.ts";
import { pollSites } from "./poll.ts";
import { appkeyIn, settingsIn } from "./settings.ts";
import { SungrowApi } from "./sungrow-api.ts";

/** Plants of one account at iSolarCloud, or of an owner who allowed an application to read them. */
export const sungrowConnector: Connector = {
  decoder: sungrowDecoder,
  describe: () => DESCRIPTION,
  // Calls are counted by application, which its key names; the secret is another one.
  quotaKeyOf: (settings) => `${VENDOR.name}/${appkeyIn(settings)}`,
  open: (settings, host) => linkOf(new SungrowApi(settingsIn(settings), host), host.clock),
};

function linkOf(api: SungrowApi, clock: Clock): VendorLink {
  return {
    discover: async (call = {}) => await discoverSites(api, call),
    async *poll(sites, call = {}) {
      yield* await pollSites(api, sites, call);
    },
    history: (site, span, call = {}) => readHistory(api, site, span, clock.now(), call),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
