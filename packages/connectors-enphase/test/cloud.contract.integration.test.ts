import { enphaseCloudConnector } from "@solarmon/connectors-enphase";
import { testConnector } from "@solarmon/connectors-kit/testing";
import { startEnphaseCloudStandIn } from "@solarmon/simulator/vendors";

testConnector("an app of the cloud's free plan", {
  connector: enphaseCloudConnector,
  standIn: (clock, world) =>
    startEnphaseCloudStandIn(clock, world, {
      systems: ["micros", "meters-and-battery"],
      pageSize: 1,
    }),
});
