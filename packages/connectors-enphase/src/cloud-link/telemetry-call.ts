import {
  type DecodeResult,
  type KnownSite,
  type LinkCall,
  listOf,
  readNumber,
} from "@solarmon/connectors-kit";
import { DAY_MS, type Instant, SECOND_MS, type Span } from "@solarmon/core";
import { enphaseDecoder } from "../decode.ts";
import { type CloudApi, fieldsOf } from "./cloud-api.ts";

/** A kind of telemetry: the decoder's endpoint, and its path below the system. */
interface Telemetry {
  readonly endpoint: string;
  readonly path: string;
}

const MICROS: Telemetry = {
  endpoint: "cloud-production-micro",
  path: "telemetry/production_micro",
};
const OF_DEVICES: Readonly<Record<string, readonly Telemetry[]>> = {
  "production-meter": [{ endpoint: "cloud-production-meter", path: "telemetry/production_meter" }],
  grid: [
    { endpoint: "cloud-energy-import", path: "energy_import_telemetry" },
    { endpoint: "cloud-energy-export", path: "energy_export_telemetry" },
  ],
  battery: [{ endpoint: "cloud-battery", path: "telemetry/battery" }],
};

/** What there is to read of a system: its micro-inverters, and what else was found. */
export function telemetriesOf({ key, devices }: KnownSite): readonly Telemetry[] {
  const others = devices.map((device) => device.key.replace(`site:${key}/`, ""));
  const production = others.includes("production-meter") ? [] : [MICROS];
  return [...production, ...others.flatMap((name) => OF_DEVICES[name] ?? [])];
}

interface TelemetryRead extends DecodeResult {
  /** Up to there the reply tells what is known. */
  readonly until: Instant;
}

/** Replies that end so much earlier than asked were cut; else the gateway has not reported yet. */
const CUT_MS = DAY_MS / 2;

/** @param span - a week at most */
export async function readTelemetry(
  api: CloudApi,
  site: KnownSite,
  { endpoint, path }: Telemetry,
  span: Span,
  call: LinkCall,
): Promise<TelemetryRead> {
  const granularity = span.end - span.start > DAY_MS ? "week" : "day";
  const start = Math.floor(span.start / SECOND_MS);
  const query = `start_at=${start}&granularity=${granularity}`;
  const reply = await api.get(`/${encodeURIComponent(site.key)}/${path}?${query}`, call);
  const fields = fieldsOf(reply);
  const endS = readNumber(fields["end_at"]);
  const isEmpty = listOf(fields["intervals"]).flat().length === 0;
  const toldEnd = typeof endS === "number" && !isEmpty ? endS * SECOND_MS : span.end;
  const isCut = toldEnd > span.start && toldEnd < span.end - CUT_MS;
  const decoded = enphaseDecoder.decode(endpoint, reply, site);
  return { ...decoded, until: isCut ? toldEnd : span.end };
}
