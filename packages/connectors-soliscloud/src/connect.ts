import type { Connector, LinkSettings, VendorLink } from "@solarmon/connectors-kit";
import { type Clock, SolarmonError } from "@solarmon/core";
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
      linkOf(new SolisApi(addressIn(settings), keyIn(settings), host, spacingMs), host.clock),
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

function keyIn({ keyId = "", keySecret = "" }: LinkSettings): SolisKey {
  const [id, secret] = [keyId.trim(), keySecret.trim()];
  if (id !== "" && secret !== "") return { id, secret };
  const missing = id === "" ? "keyId" : "keySecret";
  throw new SolarmonError(
    "invalid_argument",
    `${missing}: give it as soliscloud.com shows it under API management`,
  );
}

function addressIn({ address }: LinkSettings): string {
  const text = address?.trim() ?? "";
  if (text === "") return baseUrl;
  const url = /^https?:\/\//u.test(text) ? text : `https://${text}`;
  if (URL.canParse(url)) return new URL(url).origin;
  throw new SolarmonError("invalid_argument", `address: give an address such as ${baseUrl}`);
}
