import type { DiscoveredDevice, DiscoveredSite } from "@solarmon/connectors-kit";
import type { AskList } from "./ask-list.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { plantDevice } from "./device-calls.ts";
import { type DevicesByPlant, listDevices } from "./device-list.ts";
import { type ListedPlant, listPlants } from "./plant-list.ts";

/** Plants with their devices: a call for each hundred plants, twice. @throws `ConnectorError` */
export async function discoverSites(
  ask: AskList,
  timeZone: string | null,
): Promise<readonly DiscoveredSite[]> {
  const plants = await listPlants(ask);
  const codes = plants.map(({ code }) => code);
  const devices = await listDevices(codes, ask);
  return plants.map((plant) => siteOf(plant, timeZone, devices));
}

function siteOf(
  { code, name, ...told }: ListedPlant,
  timeZone: string | null,
  byPlant: DevicesByPlant,
): DiscoveredSite {
  const listed = byPlant?.get(code) ?? [];
  return {
    key: code,
    name,
    timeZone,
    devices: [...listed, ...wholePlant(code, name, listed)],
    capabilities: capabilitiesOf(listed, byPlant !== undefined),
    ...told,
  };
}

/** A plant without an inverter to ask is read as a whole: that costs a call more, and tells less. */
function wholePlant(
  code: string,
  name: string,
  listed: readonly DiscoveredDevice[],
): readonly DiscoveredDevice[] {
  const hasInverter = listed.some(({ kind }) => kind === "inverter");
  return hasInverter ? [] : [{ key: plantDevice(code), kind: "meter", name }];
}
