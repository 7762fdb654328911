import { type Clock, HOUR_MS, type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import {
  type StandIn,
  type StandInFault,
  type StandInReply,
  type StandInRequest,
  StandInServer,
  type StandInWorld,
  SunPlant,
} from "@solarmon/connectors-kit/stand-in";

const PERIOD_MS = 30 * MINUTE_MS;
const MAX_HOURS = 168;
const FAIR_DAYS_WH = { "ba75-e17a-7374-95ed": 31_000, "3b2c-11d0-55aa-0c1f": 12_000 } as const;
const QUOTAS = [{ name: "day", limit: 10, period: "day", reset: "calendar" }] as const;

/** Without Retry-After in the real one; the suite's server adds one. */
const USED_UP: StandInReply = {
  status: 429,
  body: {
    response_status: {
      error_code: "TooManyRequests",
      message: "You have exceeded your free daily limit.",
      errors: [],
    },
  },
};

/** A private account at Solcast with the two sites that it may have. */
export async function startSolcastStandIn(clock: Clock, world: StandInWorld): Promise<StandIn> {
  const sites = new Map<string, SunPlant>(
    Object.entries(FAIR_DAYS_WH).map(([id, fairDayWh]) => [
      id,
      new SunPlant({ noonAt: world.noonAt, fairDayWh }),
    ]),
  );
  const keys = ["solcast-Key_a81f02"];
  let isClosed = false;
  const server = await StandInServer.start({
    clock,
    routes: [
      { at: "GET /rooftop_sites", answer: () => ({ body: siteList([...sites.keys()]) }) },
      {
        at: "GET /rooftop_sites/:site/estimated_actuals",
        answer: (request) => estimates(sites.get(request.parameters["site"] ?? ""), request),
      },
    ],
    authorise: ({ headers }) => !isClosed && headers["authorization"] === `Bearer ${keys.at(-1)}`,
    quotas: world.countsCalls === false ? [] : QUOTAS,
    forms: { "rate-limited": () => USED_UP },
  });
  const settings = () => ({ apiKey: keys.at(-1) ?? "", address: server.url });
  return {
    settings: settings(),
    sites: [...sites.keys()].map((key) => ({
      key,
      timeZone: world.timeZone,
      devices: [{ key: "site:solcast", kind: "weather" }],
    })),
    energyWh: (siteKey: string, span: Span) => sites.get(siteKey)?.energyWh(span) ?? 0,
    misbehave: (fault) => server.misbehave(fault),
    calls: server.calls,
    revoke: () => {
      isClosed = true;
    },
    logInAgain() {
      isClosed = false;
      keys.push(`solcast-Key_again_${keys.length}`);
      return settings();
    },
    secrets: () => keys,
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function siteList(ids: readonly string[]): unknown {
  const sites = ids.map((resource_id, index) => ({
    name: `Roof ${index + 1}`,
    resource_id,
    capacity: 5,
    capacity_dc: 6.2,
    tilt: 23,
    azimuth: -90,
    loss_factor: 0.9,
    latitude: 48.14,
    longitude: 11.58,
    install_date: "2021-05-01T00:00:00.0000000Z",
  }));
  return { sites, page_count: 1, current_page: 1, total_records: ids.length };
}

/** Newest first, periods that are over only. */
function estimates(
  plant: SunPlant | undefined,
  { now, query, fault }: StandInRequest,
): StandInReply {
  if (!plant) return { status: 404, body: "" };
  const hours = Math.min(MAX_HOURS, Number(query.get("hours") ?? MAX_HOURS));
  const newestEnd = Math.floor(now / PERIOD_MS) * PERIOD_MS;
  const rows: object[] = [];
  for (let end = newestEnd; end > now - hours * HOUR_MS; end -= PERIOD_MS) {
    const row = rowOf(plant, end, fault);
    rows.push(...(fault === "duplicates" ? [row, row] : [row]));
  }
  if (fault === "out-of-order") rows.push(...rows.splice(0, rows.length / 3));
  const isEmpty = fault === "no-data" || fault === "dead-device";
  return { body: { estimated_actuals: isEmpty ? [] : rows } };
}

function rowOf(plant: SunPlant, end: Instant, fault: StandInFault | null): object {
  const meanKw = (plant.energyWh({ start: end - PERIOD_MS, end }) * HOUR_MS) / PERIOD_MS / 1_000;
  const pv_estimate = fault === "nulls" ? null : Math.round(meanKw * 1e4) / 1e4;
  const period_end = `${new Date(end).toISOString().slice(0, 19)}.0000000Z`;
  const period = { period_end, period: "PT30M" };
  return fault === "missing-field" ? period : { pv_estimate, ...period };
}
