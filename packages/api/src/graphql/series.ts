import { type Plant, pointByName, type Resolution } from "@solarmon/core";
import type { DeviceSeries } from "@solarmon/ingest";
import { readSeries } from "../read-series.ts";
import { parseInstant } from "../rest/query.ts";
import { numbersOrNulls } from "../rest/series-json.ts";
import type { ApiServices } from "../services.ts";
import type { GraphqlContext } from "./context.ts";

/** Arguments of `Plant.series`. */
export interface SeriesArguments {
  readonly points: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly resolution: "RAW" | "FIVE_MINUTES" | "HOUR" | "DAY";
  readonly deviceIds?: readonly string[] | null;
}

const RESOLUTION: Readonly<Record<SeriesArguments["resolution"], "raw" | Resolution>> = {
  RAW: "raw",
  FIVE_MINUTES: "5m",
  HOUR: "1h",
  DAY: "1d",
};

/** Source of the GraphQL type `Series`. */
function seriesSource({ deviceId, times, columns, completeness }: DeviceSeries): object {
  return {
    deviceId,
    times: Array.from(times),
    columns: Object.entries(columns).map(([point, values]) => ({
      point,
      unit: pointByName(point)?.unit ?? "1",
      values: numbersOrNulls(values),
    })),
    completeness: completeness && numbersOrNulls(completeness),
  };
}

/** Series of a plant, as far as the operation's budget reaches. */
export async function plantSeries(
  services: ApiServices,
  plant: Plant,
  args: SeriesArguments,
  { principal, budget }: GraphqlContext,
): Promise<readonly object[]> {
  const { timeZone } = plant;
  const start = parseInstant(args.from, "from", timeZone);
  const request = {
    plant,
    points: args.points,
    deviceIds: args.deviceIds ?? undefined,
    span: { start, end: parseInstant(args.to, "to", timeZone) },
    resolution: RESOLUTION[args.resolution],
  };
  const series = await readSeries(services, principal.scope, request, budget);
  return series.map((one) => seriesSource(one));
}
