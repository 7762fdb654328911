import {
  createLocalTimes,
  type DecodedReading,
  type JsonObject,
  type LocalTimes,
  objectOf,
  parseJsonBytes,
  ProblemList,
  requireEndpoint,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";
import { readResult } from "./errors.ts";
import { readPlantList, readReport, readStatistics } from "./read-plants.ts";
import { readRealTime, readSeries } from "./read-series.ts";

/** Times are local to the plant: `context.timeZone` has to be its zone. */
export const sungrowDecoder: VendorDecoder = {
  vendor: VENDOR.name,
  endpoints: VENDOR.endpoints,
  decode: (endpoint, reply, { timeZone }) => {
    requireEndpoint(VENDOR.name, VENDOR.endpoints, endpoint);
    const localTimes = createLocalTimes(timeZone);
    const problems = new ProblemList();
    const result = readResult(parseJsonBytes(reply.body, problems), problems);
    const readings = result ? readEndpoint(endpoint, result, reply, localTimes, problems) : [];
    if (readings.length === 0)
      problems.add("", "no_telemetry", "nothing of the reply is a reading");
    return { readings, problems: problems.toArray() };
  },
};

function readEndpoint(
  endpoint: string,
  result: JsonObject,
  { receivedAt }: VendorReply,
  localTimes: LocalTimes,
  problems: ProblemList,
): DecodedReading[] {
  if (isHourLists(result)) {
    problems.add("/result_data", "time_missing", "lists by hour of a day that is not named");
    return [];
  }
  if (endpoint === "real-time") return readRealTime(result, receivedAt, localTimes, problems);
  if (endpoint === "plant-list") return readPlantList(result, receivedAt, problems);
  if (endpoint === "plant-statistics") return readStatistics(result, receivedAt, problems);
  if (endpoint === "point-minutes") return readSeries(result, localTimes, problems);
  return readReport(objectOf(result["day_data"]) ?? {}, localTimes, problems);
}

function isHourLists(result: JsonObject): boolean {
  return Object.keys(result).some((name) => /^p\d+List$/u.test(name));
}
