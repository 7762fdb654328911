import type { Connector } from "@solarmon/connectors-kit";
import { consentUrl, fleetAccess, fleetQuotaKey, siteAccess, siteQuotaKey } from "./access.ts";
import { solaredgeDecoder } from "./decode.ts";
import { FLEET_DESCRIPTION, SITE_DESCRIPTION } from "./description.ts";
import { SolaredgeLink } from "./link.ts";

/** Sites of a SolarEdge account by its API key (monitoring API V2). */
export const solaredgeConnector: Connector = {
  decoder: solaredgeDecoder,
  describe: () => FLEET_DESCRIPTION,
  quotaKeyOf: fleetQuotaKey,
  open: (settings, host) => new SolaredgeLink(fleetAccess(settings, host), host),
};

/** One SolarEdge site whose owner let an app read it (SolarEdge Connect, OAuth 2). */
export const solaredgeSiteConnector: Connector = {
  decoder: { ...solaredgeDecoder, vendor: SITE_DESCRIPTION.vendor },
  describe: () => SITE_DESCRIPTION,
  quotaKeyOf: siteQuotaKey,
  consent: { url: consentUrl, setting: "code" },
  open: (settings, host) => new SolaredgeLink(siteAccess(settings, host), host),
};
