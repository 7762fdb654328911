import {
  calendarOf,
  type Device,
  type Instant,
  type Plant,
  pointByName,
  POINTS,
  SolarmonError,
  systemClock,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { MemoryLatestCache } from "@solarmon/core/memory";
import { createHistory, type SeriesQuery } from "@solarmon/ingest";
import type { QueryFlags } from "../commands/query.ts";
import { dataPaths } from "../folder/data-paths.ts";
import { findPlant } from "../folder/find-plant.ts";
import { openReads } from "../services/open-reads.ts";
import { openRecords } from "../services/open-records.ts";
import { readServices } from "../services/read-services.ts";
import { readDataDir } from "../settings.ts";
import { LocalTimeText } from "./local-time-text.ts";
import { parseLocalTime } from "./parse-local-time.ts";
import { PlantTotal } from "./plant-total.ts";
import { csvHeader, writeSeries } from "./write-series.ts";

/** `solarmon query`: reads the stores directly, whether a server runs on them or not. */
export async function runQuery(flags: QueryFlags): Promise<void> {
  const paths = dataPaths(readDataDir(flags.dataDir, process.env));
  await using records = await openRecords(paths, readServices(process.env));
  const { catalog } = records;
  const plant = await findPlant(catalog, flags.plant);
  const scope = scopeOf(plant.tenantId);
  const devices = await catalog.forTenant(scope).devices(plant.id);
  await using stores = await openReads(paths, records);
  const history = createHistory({
    ...stores,
    catalog,
    latest: new MemoryLatestCache(),
    clock: systemClock,
  });
  const query = seriesQuery(flags, plant, devices);
  const target = {
    isJson: flags.json === true,
    points: query.points,
    times: new LocalTimeText(plant.timeZone),
  };
  if (!target.isJson)
    process.stdout.write(`${csvHeader(query.points, query.resolution !== "raw")}\n`);
  const names = new Map(devices.map(({ id, name }) => [id, name]));
  const total = new PlantTotal(query.points);
  for await (const series of history.series(scope, query)) {
    if (flags.total) total.add(series);
    else await writeSeries(target, names.get(series.deviceId) ?? series.deviceId, series);
  }
  if (flags.total) await writeSeries(target, "total", total.series());
}

function seriesQuery(flags: QueryFlags, plant: Plant, devices: readonly Device[]): SeriesQuery {
  const now = systemClock.now();
  const { timeZone } = plant;
  const start = flags.from
    ? parseLocalTime("--from", flags.from, timeZone)
    : calendarOf(timeZone).day(now).start;
  const end: Instant = flags.to ? parseLocalTime("--to", flags.to, timeZone) : now + 1;
  if (end <= start)
    throw new SolarmonError(
      "invalid_argument",
      "--to must lie after --from: the end is not included",
    );
  return {
    plantId: plant.id,
    points: pointNames(flags.points),
    span: { start, end },
    resolution: flags.resolution,
    ...(flags.devices === undefined ? {} : { deviceIds: deviceIds(flags.devices, devices) }),
  };
}

/** @throws `invalid_argument` before anything is written, when there is no such point */
function pointNames(text: string): string[] {
  const names = listOf(text);
  const unknown = names.find((name) => !pointByName(name));
  if (unknown === undefined && names.length > 0) return names;
  throw new SolarmonError(
    "invalid_argument",
    `there is no point ${unknown ?? ""}. The points are: ${POINTS.map(({ name }) => name).join(", ")}`,
  );
}

function deviceIds(text: string, devices: readonly Device[]): string[] {
  return listOf(text).map((wanted) => {
    const device = devices.find(({ id, name }) => id === wanted || name === wanted);
    if (device) return device.id;
    throw new SolarmonError(
      "not_found",
      `the plant has no device ${wanted}. It has: ${devices.map(({ name }) => name).join(", ")}`,
    );
  });
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
