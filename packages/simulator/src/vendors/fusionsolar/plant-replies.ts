import { DAY_MS } from "@solarmon/core";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { localIso } from "../shared/local-text.ts";
import { dayCounterWh } from "./day-counter.ts";
import { type Items, nulled } from "./device-values.ts";
import { askedIn, failure, listIn, success } from "./envelope.ts";
import type { FusionsolarPlant } from "./fusionsolar-plant.ts";

const MAX_PLANTS = 100;
const NO_SUCH_PLANT = 20_007;
const TOO_MANY = 20_014;
const BAD_PAGE_SIZE = 30_021;
const PAGE_SIZES = [10, 20, 30, 50, 100];
const CAPACITY_KW = 9.6;
const HEALTHY = 3;

/** `getStationList`, the old one: all at once, capacity in MW. */
export function stationList(
  plants: readonly FusionsolarPlant[],
  request: StandInRequest,
): StandInReply {
  const rows = plants.map(({ code, name }) => ({
    stationCode: code,
    stationName: name,
    stationAddr: "",
    capacity: CAPACITY_KW / 1_000,
    aidType: 1,
    buildState: null,
    combineType: null,
    stationLinkman: "",
    linkmanPho: "",
  }));
  return success(request, rows);
}

/** `stations`: page by page, capacity in kWp. */
export function stations(
  plants: readonly FusionsolarPlant[],
  request: StandInRequest,
): StandInReply {
  const asked = askedIn(request);
  const [pageNo, pageSize] = [Number(asked["pageNo"]), Number(asked["pageSize"])];
  if (!PAGE_SIZES.includes(pageSize)) return failure(BAD_PAGE_SIZE);
  const list = plants
    .slice((pageNo - 1) * pageSize, pageNo * pageSize)
    .map(({ code, name, timeZone }) => ({
      plantCode: code,
      plantName: name,
      plantAddress: "",
      capacity: CAPACITY_KW,
      latitude: "52.52",
      longitude: "13.40",
      contactPerson: null,
      contactMethod: null,
      gridConnectionDate: localIso(request.now - 400 * DAY_MS, timeZone),
    }));
  const pageCount = Math.ceil(plants.length / pageSize);
  return success(request, { list, pageCount, pageNo, pageSize, total: plants.length });
}

/** `getDevList`. */
export function deviceList(
  plants: readonly FusionsolarPlant[],
  request: StandInRequest,
): StandInReply {
  const found = plantsFor(plants, request);
  if (typeof found === "number") return failure(found);
  const rows = found.flatMap(({ code, listed }) =>
    listed.map(({ id, type, name, sun }) => ({
      id,
      devName: name,
      devTypeId: type,
      stationCode: code,
      esnCode: null,
      invType: sun ? "SUN2000-10KTL-M1" : null,
      softwareVersion: "V100R001C00SPC141",
      latitude: 0,
      longitude: 0,
      optimizerNumber: null,
    })),
  );
  return success(request, rows);
}

/** `getStationRealKpi`: energies in spite of their names. */
export function stationRealTime(
  plants: readonly FusionsolarPlant[],
  request: StandInRequest,
): StandInReply {
  const found = plantsFor(plants, request);
  if (typeof found === "number") return failure(found);
  const rows = found.map((plant) => ({
    stationCode: plant.code,
    dataItemMap: plantItems(plant, request),
  }));
  if (request.fault === "no-data") return success(request, []);
  return success(request, request.fault === "duplicates" ? [...rows, ...rows] : rows);
}

function plantItems(plant: FusionsolarPlant, { now, fault }: StandInRequest): Items {
  if (fault === "dead-device") return {};
  const todayWh = plant.inverters.reduce(
    (sum, sun) => sum + dayCounterWh(sun, now, plant.timeZone),
    0,
  );
  const items = {
    day_power: todayWh / 1_000,
    total_power: plant.counterWh(now) / 1_000,
    month_power: todayWh / 100,
    day_income: 3.83,
    total_income: 535.79,
    real_health_state: HEALTHY,
  };
  return fault === "nulls" ? nulled(items) : items;
}

/** @returns a failCode when the call is not as it must be */
function plantsFor(
  plants: readonly FusionsolarPlant[],
  request: StandInRequest,
): readonly FusionsolarPlant[] | number {
  const codes = new Set(listIn(request, "stationCodes"));
  if (codes.size > MAX_PLANTS) return TOO_MANY;
  const found = plants.filter(({ code }) => codes.has(code));
  return found.length < codes.size || codes.size === 0 ? NO_SUCH_PLANT : found;
}
