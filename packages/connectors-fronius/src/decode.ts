import {
  type DecodeContext,
  ProblemList,
  requireEndpoint,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";
import { describeHttpError } from "./errors.ts";
import { decodeArchive } from "./replies/archive.ts";
import { type OpenedReply, openReply } from "./replies/envelope.ts";
import { decodeInverterData } from "./replies/inverter-data.ts";
import { decodeMeterData } from "./replies/meter-data.ts";
import { decodePowerFlow } from "./replies/power-flow.ts";
import { ReadingList } from "./replies/reading-list.ts";
import { decodeStorageData } from "./replies/storage-data.ts";

type DecodeReply = (
  opened: OpenedReply,
  list: ReadingList,
  problems: ProblemList,
  context: DecodeContext,
) => void;

const DECODERS: ReadonlyMap<string, DecodeReply> = new Map([
  ["powerflow", decodePowerFlow],
  ["inverter-data", decodeInverterData],
  ["meter-data", decodeMeterData],
  ["storage-data", decodeStorageData],
  ["archive", decodeArchive],
]);

/** Replies of the Solar API v1 as readings, with the keys that discovery gives. */
export const froniusDecoder: VendorDecoder = {
  vendor: VENDOR.name,
  endpoints: VENDOR.endpoints,
  decode: (endpoint, reply, context) => {
    requireEndpoint(VENDOR.name, VENDOR.endpoints, endpoint);
    const problems = new ProblemList();
    const list = new ReadingList(problems);
    const decodeReply = DECODERS.get(endpoint);
    if (decodeReply === undefined) tellNoTelemetry(endpoint, reply, problems);
    else {
      const opened = openReply(reply, context, problems);
      if (opened !== undefined) decodeReply(opened, list, problems, context);
    }
    return { readings: list.readings, problems: problems.toArray() };
  },
};

function tellNoTelemetry(endpoint: string, reply: VendorReply, problems: ProblemList): void {
  const failure = describeHttpError(reply.status, "");
  if (failure !== undefined) problems.add("", "vendor_error", failure);
  else problems.add("", "no_telemetry", `${endpoint} carries nothing that has a point`);
}
