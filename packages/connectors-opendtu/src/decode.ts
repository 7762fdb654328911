import {
  type DecodeResult,
  parseJsonBytes,
  ProblemList,
  requireEndpoint,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";
import { readLimitStatus } from "./limit-status.ts";
import { readLivedata } from "./livedata.ts";
import { readMqtt } from "./mqtt.ts";

/** The web API gives no time, only an age: its readings need the reply's `receivedAt`. */
export const opendtuDecoder: VendorDecoder = {
  vendor: VENDOR.name,
  endpoints: VENDOR.endpoints,
  decode: (endpoint, reply) => {
    requireEndpoint(VENDOR.name, VENDOR.endpoints, endpoint);
    const problems = new ProblemList();
    const readings =
      endpoint === "mqtt"
        ? readMqtt(reply.body, reply.receivedAt, problems)
        : readWebApi(endpoint, reply, problems);
    if (readings.length === 0)
      problems.add("", "no_telemetry", "nothing of the reply is a reading");
    return { readings, problems: problems.toArray() };
  },
};

function readWebApi(
  endpoint: string,
  { body, receivedAt }: VendorReply,
  problems: ProblemList,
): DecodeResult["readings"] {
  const reply = parseJsonBytes(body, problems);
  if (reply === undefined) return [];
  if (receivedAt === undefined) {
    problems.add("", "time_missing", "the reply gives ages only, and when it came is not known");
    return [];
  }
  const read = endpoint === "livedata-status" ? readLivedata : readLimitStatus;
  return read(reply, receivedAt, problems);
}
