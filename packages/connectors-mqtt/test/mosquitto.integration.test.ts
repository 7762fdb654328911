import {
  createMemoryHost,
  type KnownSite,
  type LinkPage,
  type LinkSettings,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { mqttConnector } from "@solarmon/connectors-mqtt";
import { describe, expect, it, vi } from "vitest";
import { missingMosquitto, Mosquitto } from "./support/mosquitto.ts";

const SITE: KnownSite = { key: "local", timeZone: "Europe/Berlin", devices: [] };
const energy = (Power: number) => ({ Time: "2026-06-01T12:00:00", ENERGY: { Power } });

async function open(settings: LinkSettings): Promise<VendorLink> {
  return mqttConnector.open(settings, await createMemoryHost(mqttConnector, settings));
}

async function poll(link: VendorLink): Promise<LinkPage | undefined> {
  for await (const page of link.poll([SITE])) return page;
  return undefined;
}

/** Messages take their time. */
async function heardPowers(link: VendorLink): Promise<readonly unknown[]> {
  return await vi.waitFor(
    async () => {
      const { readings = [] } = (await poll(link)) ?? {};
      expect(readings.length).toBeGreaterThan(0);
      return readings.map(({ values }) => values["acPower"]);
    },
    { timeout: 10_000, interval: 20 },
  );
}

const reason = missingMosquitto === undefined ? "" : ` (skipped: ${missingMosquitto})`;

describe.skipIf(missingMosquitto !== undefined)(`with a real mosquitto${reason}`, () => {
  it("hears devices, tells that the broker is gone, and hears them again when it is back", async () => {
    await using broker = await Mosquitto.start();
    await using link = await open({ ...broker.settings, shape: "tasmota" });
    expect(await link.discover()).toMatchObject([{ key: "local", devices: [] }]);
    await broker.publish("tele/roof/SENSOR", energy(812));
    expect(await heardPowers(link)).toEqual([812]);
    expect(await link.discover()).toMatchObject([{ devices: [{ key: "roof", kind: "inverter" }] }]);
    await broker.stop();
    const isGone = async () =>
      await expect(poll(link)).rejects.toMatchObject({ kind: "transient" });
    await vi.waitFor(isGone, { timeout: 10_000, interval: 20 });
    await broker.run();
    await poll(link);
    await broker.publish("tele/roof/SENSOR", energy(900));
    expect(await heardPowers(link)).toEqual([900]);
  });

  it("says that somebody must log in when the password is wrong", async () => {
    await using broker = await Mosquitto.start();
    await using link = await open({ ...broker.settings, password: "wrong", shape: "tasmota" });
    await expect(poll(link)).rejects.toMatchObject({ kind: "auth" });
  });

  it("does not take what the broker had kept for new", async () => {
    await using broker = await Mosquitto.start();
    await broker.publish("tele/roof/SENSOR", energy(812), true);
    await using link = await open({ ...broker.settings, shape: "tasmota" });
    const { readings, problems } = (await poll(link)) ?? {};
    expect(readings).toEqual([]);
    expect(problems).toMatchObject([{ code: "time_missing" }]);
  });

  it("reads by a mapping from topics of one's own", async () => {
    await using broker = await Mosquitto.start();
    const values = [{ pointer: "/p", point: "acPower", unit: "kW" }];
    const mapping = { topics: [{ topic: "pv/+", device: "{1}", kind: "inverter", values }] };
    await using link = await open({
      ...broker.settings,
      shape: "mapping",
      mapping: JSON.stringify(mapping),
      topics: "pv/one",
    });
    await poll(link);
    await broker.publish("pv/two", { p: 2 });
    await broker.publish("pv/one", { p: 1.5 });
    expect(await heardPowers(link)).toEqual([1_500]);
  });

  it("keeps a GX device awake, which is silent until it is asked", async () => {
    await using broker = await Mosquitto.start();
    const device = await broker.client();
    device.on("message", () =>
      device.publish("N/c0619ab12345/pvinverter/20/Ac/Power", '{"value": 1234}'),
    );
    await device.subscribeAsync("R/c0619ab12345/keepalive");
    const settings = { ...broker.settings, shape: "venus", portalId: "c0619ab12345" };
    await using link = await open(settings);
    const [site] = await link.discover();
    expect(site?.devices).toMatchObject([{ key: "c0619ab12345/pvinverter/20" }]);
    expect(await heardPowers(link)).toEqual([1_234]);
  });
});
