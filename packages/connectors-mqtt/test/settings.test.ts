import { createMemoryHost, type LinkSettings } from "@solarmon/connectors-kit";
import { mqttConnector } from "@solarmon/connectors-mqtt";
import { expect, it } from "vitest";

const GOOD = { address: "broker.local", shape: "tasmota" };

async function open(settings: LinkSettings): Promise<void> {
  const host = await createMemoryHost(mqttConnector, GOOD);
  await mqttConnector.open(settings, host)[Symbol.asyncDispose]();
}

it.each([
  { address: "192.168.1.10", shape: "tasmota-grid" },
  { address: "mqtts://broker.local:8883", shape: "thingsboard", topics: "v1/gateway/telemetry" },
  { address: "mqtt://gx.local", shape: "venus", portalId: "c0619ab12345" },
])("takes %o", async (settings) => {
  await expect(open(settings)).resolves.toBeUndefined();
});

it.each([
  [{ ...GOOD, address: "https://broker.local" }, /^address: /u],
  [{ ...GOOD, address: "mqtt://me:secret@broker.local" }, /^address: .*username and password/u],
  [{ ...GOOD, shape: "modbus" }, /^shape: .*tasmota, .* mapping/u],
  [{ ...GOOD, shape: "venus" }, /^portalId: /u],
  [{ ...GOOD, shape: "mapping" }, /^mapping: /u],
  [{ ...GOOD, shape: "mapping", mapping: '{"topics": 1}' }, /mapping.*topics/iu],
])("refuses %o", async (settings, message) => {
  await expect(open(settings)).rejects.toMatchObject({ code: "invalid_argument" });
  await expect(open(settings)).rejects.toThrow(message);
});
