import type { Connector } from "@solarmon/connectors-kit";
import { sunspecDecoder } from "./decode.ts";
import { DESCRIPTION, VENDOR } from "./definition.ts";
import { SunSpecLink } from "./link.ts";
import { readSettings } from "./settings.ts";

/** SunSpec devices over Modbus TCP. A link is one host, which is one site, with all units behind it. */
export const sunspecConnector: Connector = {
  decoder: sunspecDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => {
    const { host, port } = readSettings(settings);
    return `${VENDOR.name}/${host.toLowerCase()}:${port}`;
  },
  open: (settings, host) => new SunSpecLink(readSettings(settings), host),
};
