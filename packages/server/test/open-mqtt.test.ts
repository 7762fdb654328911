import { MemoryCatalog, MemoryQuarantine, MemoryStream } from "@solarmon/core/memory";
import { systemClock } from "@solarmon/core";
import { createIntake } from "@solarmon/ingest";
import { expect, it } from "vitest";
import { openMqtt, type OpenMqttOptions } from "../src/open-mqtt.ts";

function optionsWith(mqttUrl: string): OpenMqttOptions {
  const catalog = new MemoryCatalog();
  const stream = new MemoryStream();
  return {
    intake: createIntake({
      stream,
      catalog,
      quarantine: new MemoryQuarantine(),
      clock: systemClock,
    }),
    catalog,
    host: "127.0.0.1",
    port: 0,
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    },
    services: { mqttUrl },
    role: "all",
    sessionName: "test",
  };
}

it("says what ?shared= may be", async () => {
  const opening = openMqtt(optionsWith("mqtt://ana:secret@broker.invalid?shared=maybe"));
  await expect(opening).rejects.toMatchObject({
    code: "invalid_argument",
    message: "MQTT_URL: ?shared= must be true or false",
  });
});
