import type { JsonObject, KnownSite } from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";
import type { CallFamily } from "./families.ts";
import { TOLD_BY_PLANT } from "./hybrid-points.ts";
import { deviceTypeOf, PLANT_TYPE } from "./points.ts";

/** One call: devices of one type, or plants, and the points to ask of them. */
export interface DeviceCall {
  readonly isPlants: boolean;
  /** Names the devices. */
  readonly what: JsonObject;
  /** Numbers without `p`. */
  readonly points: readonly string[];
  readonly siteKeys: ReadonlySet<string>;
}

interface Asked {
  readonly siteKey: string;
  readonly key: string;
}

/** The fewest calls for all devices of the sites: devices of many plants share one if they are of a type. */
export function deviceCalls(
  sites: readonly KnownSite[],
  family: CallFamily,
): readonly DeviceCall[] {
  const byType = Map.groupBy(sites.flatMap(devicesIn), ({ type }) => type);
  return [...byType].flatMap(([type, devices]) => {
    const points = [...deviceTypeOf(type).rules.keys()]
      .filter((field) => !TOLD_BY_PLANT.has(field))
      .map((field) => field.slice(1));
    const isPlants = type === PLANT_TYPE;
    return chunksOf(devices).map((chunk) => ({
      isPlants,
      what: isPlants
        ? family.plants(chunk.map(({ siteKey }) => siteKey))
        : { device_type: Number(type), ps_key_list: chunk.map(({ key }) => key) },
      points: points.slice(0, VENDOR.maxPointsPerCall),
      siteKeys: new Set(chunk.map(({ siteKey }) => siteKey)),
    }));
  });
}

function devicesIn({ key: siteKey, devices }: KnownSite): (Asked & { readonly type: string })[] {
  return devices.flatMap(({ key, address }) => {
    const type = address?.["type"];
    return type === undefined ? [] : [{ siteKey, key, type }];
  });
}

function chunksOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const size = VENDOR.maxDevicesPerCall;
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
