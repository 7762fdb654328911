import { addressIn, type Connector, requireSetting } from "@solarmon/connectors-kit";
import { goodweDecoder } from "./decode.ts";
import { goodweDefinition } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { GoodweLink } from "./link.ts";
import { SemsApi } from "./sems-api.ts";

/** Plants of one account of GoodWe's SEMS portal. */
export const goodweConnector: Connector = {
  decoder: goodweDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `goodwe/${requireSetting(settings, "account", ACCOUNT)}`,
  open(settings, host) {
    const user = {
      account: requireSetting(settings, "account", ACCOUNT),
      password: requireSetting(settings, "password", "give the password of the account"),
      address: addressIn(settings, goodweDefinition.address),
    };
    return new GoodweLink(new SemsApi(user, host));
  },
};

const ACCOUNT = "give the e-mail of a SEMS account that is a visitor of the plants";
