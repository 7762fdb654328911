import type { Connector } from "@solarmon/connectors-kit";
import { sungrowDecoder } from "./decode.ts";
import { VENDOR } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { SungrowLink } from "./link.ts";
import { appkeyIn, settingsIn } from "./settings.ts";
import { SungrowApi } from "./sungrow-api.ts";

/** Plants of one account at iSolarCloud, or of an owner who allowed an application to read them. */
export const sungrowConnector: Connector = {
  decoder: sungrowDecoder,
  describe: () => DESCRIPTION,
  // Calls are counted by application, which its key names; the secret is another one.
  quotaKeyOf: (settings) => `${VENDOR.name}/${appkeyIn(settings)}`,
  open: (settings, host) => new SungrowLink(new SungrowApi(settingsIn(settings), host), host.clock),
};
