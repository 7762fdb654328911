import {
  addressIn,
  type Connector,
  type LinkSettings,
  requireSetting,
  type VendorLink,
} from "@solarmon/connectors-kit";
import type { Clock } from "@solarmon/core";
import { soliscloudDecoder } from "./decode.ts";
import { soliscloudDefinition } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { discoverSites } from "./discover.ts";
import { readHistory } from "./history.ts";
import { pollSites } from "./poll.ts";
import type { SolisKey } from "./sign-call.ts";
import { SolisApi } from "./solis-api.ts";

const { vendor, baseUrl, quota } = soliscloudDefinition;

/** Plants of one key at SolisCloud. */
export const soliscloudConnector: Connector = createSoliscloudConnector();

/** @param spacingMs - Between the end of a call and the next; less only where no vendor is asked, as in tests */
export function createSoliscloudConnector(spacingMs: number = quota.spacingMs): Connector {
  return {
    decoder: soliscloudDecoder,
    describe: () => DESCRIPTION,
    quotaKeyOf: (settings) => `${vendor}/${keyIn(settings).id}`,
    open: (settings, host) =>
      linkOf(
        new SolisApi(addressIn(settings, baseUrl), keyIn(settings), host, spacingMs),
        host.clock,
      ),
  };
}

function linkOf(api: SolisApi, clock: Clock): VendorLink {
  return {
    discover: async (call = {}) => await discoverSites(api, call),
    async *poll(sites, call = {}) {
      yield* await pollSites(api, sites, call);
    },
    history: (site, span, call = {}) => readHistory(api, site, span, clock.now(), call),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

const ADVICE = "give it as soliscloud.com shows it under API management";

function keyIn(settings: LinkSettings): SolisKey {
  return {
    id: requireSetting(settings, "keyId", ADVICE),
    secret: requireSetting(settings, "keySecret", ADVICE),
  };
}
