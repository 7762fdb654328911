import { createMemoryHost, type DiscoveredSite } from "@solarmon/connectors-kit";
import { expect, test } from "vitest";
import { growattConnector } from "../src/index.ts";

const SETTINGS = { token: "t" };

/** A discovery where every list of devices is `devices`. */
async function discover(devices: readonly unknown[]): Promise<readonly DiscoveredSite[]> {
  const host = await createMemoryHost(growattConnector, SETTINGS, {
    fetch: async (url) => {
      const isPlants = new URL(url).pathname === "/v1/plant/list";
      const plants = [{ plant_id: 7, name: "", peak_power: 0, latitude: "0", longitude: "x" }];
      const data = isPlants ? { count: 1, plants } : { count: devices.length, devices };
      return Response.json({ data, error_code: 0 });
    },
  });
  await using link = growattConnector.open(SETTINGS, host);
  return await link.discover();
}

test("what a plant does not tell is left out, and 0 is nowhere", async () => {
  const [site] = await discover([]);
  expect(Object.keys(site ?? {}).toSorted()).toEqual([
    "capabilities",
    "devices",
    "key",
    "name",
    "timeZone",
  ]);
  expect(site?.name).toBe("Plant 7");
});

test("an SPH comes with its battery, and types that cannot be read are named", async () => {
  const [sph] = await discover([{ device_sn: "S", type: 5 }]);
  expect(sph?.devices.map(({ key, kind }) => [key, kind])).toEqual([
    ["S", "inverter"],
    ["S:battery", "battery"],
  ]);
  const [max] = await discover([{ device_sn: "M", type: "4" }, { type: 7 }]);
  expect(max?.devices).toEqual([]);
  expect(max?.capabilities.find(({ name }) => name === "acPower")).toEqual({
    name: "acPower",
    isAvailable: false,
    reason: "vendor_has_none",
    detail: "Of types 1, 5 and 7 the plant has no device; it lists 4, 7",
  });
});

test.each(["", "openapi-us.growatt.com", "https://openapi-us.growatt.com/v1/"])(
  "address %j is a host to call",
  async (address) => {
    const called: string[] = [];
    const settings = { token: "t", address };
    const host = await createMemoryHost(growattConnector, settings, {
      fetch: async (url) => {
        called.push(new URL(url).origin);
        return Response.json({ data: { plants: [] }, error_code: 0 });
      },
    });
    await growattConnector.open(settings, host).discover();
    const region = address === "" ? "" : "-us";
    expect(called).toEqual([`https://openapi${region}.growatt.com`]);
  },
);

test("an address that is none is refused, and says which setting it is", async () => {
  const host = await createMemoryHost(growattConnector, SETTINGS);
  expect(() => growattConnector.open({ token: "t", address: "https://" }, host)).toThrow(
    /address/u,
  );
});
