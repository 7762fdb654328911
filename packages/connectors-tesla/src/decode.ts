import {
  type DecodeResult,
  parseJsonBytes,
  ProblemList,
  ReadingRows,
  requireEndpoint,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";
import { refusalTextIn } from "./errors.ts";
import { readAggregates, readSoe, readSystemStatus } from "./gateway.ts";
import type { Sink } from "./sink.ts";
import { readVitals } from "./vitals.ts";

const READERS: Readonly<
  Record<(typeof VENDOR.endpoints)[number]["name"], (body: unknown, sink: Sink) => void>
> = {
  "meters-aggregates": readAggregates,
  "system-status": readSystemStatus,
  "system-status-soe": readSoe,
  vitals: readVitals,
};
const readers = new Map(Object.entries(READERS));

/** Replies of the Powerwall's gateway on the local network. */
export const teslaDecoder: VendorDecoder = {
  vendor: VENDOR.name,
  endpoints: VENDOR.endpoints,
  decode: (endpoint, reply) => {
    requireEndpoint(VENDOR.name, VENDOR.endpoints, endpoint);
    const problems = new ProblemList();
    const sink: Sink = { rows: new ReadingRows(), problems, receivedAt: reply.receivedAt };
    const body = parseJsonBytes(reply.body, problems);
    if (body !== undefined && !tellRefusal(body, reply, problems))
      readers.get(endpoint)?.(body, sink);
    return resultOf(sink);
  },
};

function tellRefusal(body: unknown, { status }: VendorReply, problems: ProblemList): boolean {
  const words = refusalTextIn(body);
  if (words === undefined && (status === undefined || status < 400)) return false;
  const code = status === undefined ? "" : `HTTP ${status}: `;
  problems.add("", "vendor_error", `${code}${words ?? "refused"}`.slice(0, 300));
  return true;
}

function resultOf({ rows, problems }: Sink): DecodeResult {
  const readings = rows.toArray();
  const told = problems.toArray();
  if (readings.length > 0 || told.length > 0) return { readings, problems: told };
  const detail = "the reply holds no value that has a point";
  return { readings, problems: [{ path: "", code: "no_telemetry", detail }] };
}
