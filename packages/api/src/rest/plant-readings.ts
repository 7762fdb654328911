import {
  DAY_MS,
  type Instant,
  SolarmonError,
  type Plant,
  type Resolution,
  type Span,
} from "@solarmon/core";
import type { DeviceSeries } from "@solarmon/ingest";
import { plantOf } from "../plant-access.ts";
import { readSeries, ValueBudget } from "../read-series.ts";
import { prefersCsv } from "./accept.ts";
import { instantParameter, listParameter } from "./query.ts";
import type { Route } from "./route.ts";
import { schemaRef } from "./schemas.ts";
import { csvPieces } from "./series-csv.ts";
import { jsonPieces, unitsOf } from "./series-json.ts";
import { textStream } from "./text-stream.ts";
import { withBearer } from "./with-bearer.ts";

const RESOLUTIONS = ["raw", "5m", "1h", "1d"] as const;

function resolutionParameter(query: URLSearchParams): "raw" | Resolution {
  const text = query.get("resolution") ?? "raw";
  const resolution = RESOLUTIONS.find((known) => known === text);
  if (!resolution)
    throw new SolarmonError("invalid_argument", "`resolution` can be raw, 5m, 1h or 1d.");
  return resolution;
}

function day(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}

function fileName(plant: Plant, span: Span, resolution: string): string {
  return `${plant.id}_${day(span.start)}_${day(span.end)}_${resolution}.csv`;
}

function csvResponse(
  series: readonly DeviceSeries[],
  names: ReadonlyMap<string, string>,
  file: string,
): Response {
  return new Response(textStream(csvPieces(series, names)), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${file}"`,
      vary: "accept",
    },
  });
}

function jsonResponse(head: object, series: readonly DeviceSeries[]): Response {
  return new Response(textStream(jsonPieces(head, series)), {
    headers: { "content-type": "application/json; charset=utf-8", vary: "accept" },
  });
}

/** Readings or their aggregates, as columns or CSV. */
export const plantReadingsRoute: Route = {
  method: "get",
  path: "/api/v1/plants/{id}/readings",
  operation: {
    operationId: "getReadings",
    summary: "Readings or aggregates of a span, columns per device",
    description:
      "Aggregates are means; last values for states; energy [Wh] for counters. JSON, or CSV with `Accept: text/csv`. An answer of over a million values is refused: take a shorter span, fewer points, or a coarser resolution.",
    security: "bearer",
    query: [
      {
        name: "points",
        description: "Point names, separated by commas. Default: all that have values.",
        schema: { type: "string", example: "acPower,acEnergyTotal" },
      },
      {
        name: "from",
        description:
          "Start, included: ISO 8601 with a zone, a date of the plant's local time, or ms since 1970. Default: `to` − 24 h.",
        schema: { type: "string" },
      },
      {
        name: "to",
        description: "End, not included. Default: now.",
        schema: { type: "string" },
      },
      {
        name: "resolution",
        description: "`1h` and `1d` are hours and days of the plant's local time.",
        schema: { enum: RESOLUTIONS, default: "raw" },
      },
      {
        name: "device",
        description: "Device ids, separated by commas. Default: all of the plant.",
        schema: { type: "string" },
      },
    ],
    answers: { "application/json": schemaRef("Readings"), "text/csv": { type: "string" } },
    problems: [400, 404],
  },
  handle: withBearer(async (services, { scope }, { request, params, query }) => {
    const plant = await plantOf(services.catalog, scope, params["id"] ?? "");
    const { timeZone } = plant;
    const end = instantParameter(query, "to", timeZone, services.clock.now());
    const span = { start: instantParameter(query, "from", timeZone, end - DAY_MS), end };
    const resolution = resolutionParameter(query);
    const points = listParameter(query, "points");
    const deviceIds = listParameter(query, "device");
    const budget = new ValueBudget(services.limits.restValues);
    const asked = { plant, points, deviceIds, span, resolution };
    const series = await readSeries(services, scope, asked, budget);
    if (!prefersCsv(request.headers.get("accept"))) {
      const head = { plantId: plant.id, resolution, from: span.start, to: span.end };
      return jsonResponse({ ...head, units: unitsOf(series) }, series);
    }
    const devices = await services.catalog.forTenant(scope).devices(plant.id);
    const names = new Map(devices.map(({ id, name }) => [id, name]));
    return csvResponse(series, names, fileName(plant, span, resolution));
  }),
};
