import { testConnector } from "@solarmon/connectors-kit/testing";
import { mqttConnector } from "@solarmon/connectors-mqtt";
import { MqttStandIn, withSpeakingDevices } from "./support/mqtt-stand-in.ts";

const connector = withSpeakingDevices(mqttConnector);

testConnector("Tasmota plugs", {
  connector,
  standIn: (clock, world) => MqttStandIn.start(clock, world, "tasmota"),
});

testConnector("a ThingsBoard gateway", {
  connector,
  standIn: (clock, world) => MqttStandIn.start(clock, world, "thingsboard"),
});
