import type { Connector } from "@solarmon/connectors-kit";
import { enphaseDecoder } from "../decode.ts";
import { CLOUD } from "../vendor.ts";
import { appIn, clientIdIn, consentUrl } from "./app.ts";
import { CloudApi } from "./cloud-api.ts";
import { DESCRIPTION } from "./description.ts";
import { CloudLink } from "./link.ts";

/** Systems in Enphase's cloud whose owner, or whose installer, let an app read them. */
export const enphaseCloudConnector: Connector = {
  decoder: { ...enphaseDecoder, vendor: CLOUD },
  describe: () => DESCRIPTION,
  consent: { url: consentUrl, setting: "code" },
  // Enphase counts by application, over all owners that let it in.
  quotaKeyOf: (settings) => `${CLOUD}/${clientIdIn(settings)}`,
  open: (settings, host) => new CloudLink(new CloudApi(appIn(settings), host), host.clock),
};
