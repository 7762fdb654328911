import { HOUR_MS, type Clock, type Instant, MINUTE_MS, SECOND_MS, type Span } from "@solarmon/core";
import type { KnownSite } from "@solarmon/connectors-kit";
import {
  type StandIn,
  type StandInReply,
  type StandInRequest,
  StandInServer,
  type StandInWorld,
  SunPlant,
} from "@solarmon/connectors-kit/stand-in";

const STEP_MS = 15 * MINUTE_MS;
const LATITUDES = [48.137, 47.9, -31.55];
const LONGITUDES = [11.575, 11.21, 159.08];
/** A square metre that lies flat takes so much on a fair day [Wh]. */
const FAIR_DAY_WH = 7_000;
const QUOTAS = [
  { name: "minute", limit: 600, period: "minute" },
  { name: "hour", limit: 5_000, period: "hour" },
  { name: "day", limit: 10_000, period: "day", reset: "calendar" },
] as const;
const refuse = (status: number, reason: string) => (): StandInReply => ({
  status,
  body: { error: true, reason },
});

/** Open-Meteo as its subscribers see it, with three places. */
export async function startOpenMeteoStandIn(clock: Clock, world: StandInWorld): Promise<StandIn> {
  const sky = new SunPlant({ noonAt: world.noonAt, fairDayWh: FAIR_DAY_WH });
  const keys = ["meteo-key-7f3a91"];
  let isClosed = false;
  const server = await StandInServer.start({
    clock,
    routes: [{ at: "GET /v1/forecast", answer: (request) => forecast(sky, world, request) }],
    authorise: ({ query }) => !isClosed && query.get("apikey") === keys.at(-1),
    quotas: world.countsCalls === false ? [] : QUOTAS,
    forms: {
      unauthorized: refuse(400, "The supplied API key is invalid."),
      "rate-limited": refuse(
        429,
        "Minutely API request limit exceeded. Please try again in one minute.",
      ),
    },
  });
  const settings = () => ({
    latitude: LATITUDES.join(","),
    longitude: LONGITUDES.join(", "),
    apiKey: keys.at(-1) ?? "",
    address: server.url,
  });
  return {
    settings: settings(),
    sites: LATITUDES.map((latitude, index) => siteOf(`${latitude},${LONGITUDES[index]}`, world)),
    energyWh: (_siteKey: string, span: Span) => sky.energyWh(span),
    misbehave: (fault) => server.misbehave(fault),
    calls: server.calls,
    revoke: () => {
      isClosed = true;
    },
    logInAgain() {
      isClosed = false;
      keys.push(`meteo-key-again-${keys.length}`);
      return settings();
    },
    secrets: () => keys,
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function siteOf(key: string, { timeZone }: StandInWorld): KnownSite {
  return { key, timeZone, devices: [{ key: `site:${key}`, kind: "weather" }] };
}

function forecast(
  sky: SunPlant,
  world: StandInWorld,
  { query, fault }: StandInRequest,
): StandInReply {
  const latitudes = (query.get("latitude") ?? "").split(",").map(Number);
  const longitudes = (query.get("longitude") ?? "").split(",").map(Number);
  const names = (query.get("minutely_15") ?? "").split(",");
  const times = fault === "no-data" ? [] : timesIn(query);
  const rows = fault === "duplicates" ? [...times, ...times] : times;
  const ordered =
    fault === "out-of-order" ? rows.toSorted((a, b) => (a % 7) - (b % 7) || b - a) : rows;
  const locations = latitudes.map((latitude, index) => ({
    ...gridOf(latitude, longitudes[index] ?? 0),
    generationtime_ms: 0.21,
    utc_offset_seconds: 0,
    timezone: query.get("timezone") === "auto" ? world.timeZone : "GMT",
    elevation: 519,
    minutely_15_units: {
      time: "unixtime",
      ...Object.fromEntries(names.map((name) => [name, unitOf(name, query)])),
    },
    minutely_15: {
      time: ordered.map((at) => at / SECOND_MS),
      ...Object.fromEntries(
        names
          .filter((name) => fault !== "missing-field" || name !== "temperature_2m")
          .map((name) => [
            name,
            ordered.map((at) =>
              fault === "nulls" || fault === "dead-device" ? null : valueOf(name, sky, at),
            ),
          ]),
      ),
    },
  }));
  // One place is an object, several are a list.
  return { body: locations.length === 1 ? locations[0] : locations };
}

/** Both ends are told. */
function timesIn(query: URLSearchParams): Instant[] {
  const [start, end] = ["start", "end"].map((name) =>
    Date.parse(`${query.get(`${name}_minutely_15`)}Z`),
  );
  const times: Instant[] = [];
  for (let at = Math.ceil((start ?? 0) / STEP_MS) * STEP_MS; at <= (end ?? 0); at += STEP_MS)
    times.push(at);
  return times;
}

/** The cell of the model's grid, which is not what was asked for. */
function gridOf(latitude: number, longitude: number): object {
  return { latitude: Math.round(latitude * 50) / 50, longitude: Math.round(longitude * 50) / 50 };
}

function unitOf(name: string, query: URLSearchParams): string {
  if (name === "temperature_2m") return "°C";
  if (name === "wind_speed_10m") return query.get("wind_speed_unit") === "ms" ? "m/s" : "km/h";
  return "W/m²";
}

/** Radiation is the mean of the quarter that ends at the time given. */
function valueOf(name: string, sky: SunPlant, at: Instant): number {
  const span = { start: at - STEP_MS, end: at };
  const meanW = (sky.energyWh(span) * HOUR_MS) / STEP_MS;
  if (name === "temperature_2m") return 14.5;
  if (name === "wind_speed_10m") return 2.3;
  if (name === "diffuse_radiation") return meanW * 0.3;
  return name === "direct_normal_irradiance" ? meanW * 0.9 : meanW;
}
