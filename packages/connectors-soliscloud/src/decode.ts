import {
  createLocalTimes,
  createEndpointDecoder,
  type DecodableEndpoint,
  nothingMeasured,
  isJsonObject,
  type JsonObject,
  parseJsonBytes,
  parseLocalTime,
  ProblemList,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS } from "@solarmon/core";
import type { DecodeCall } from "./decode-call.ts";
import { failureText } from "./errors.ts";
import { decodeInverterDay, decodeInverters } from "./inverters.ts";
import { entriesOf } from "./replies.ts";
import {
  decodeInverterMonth,
  decodeStationDay,
  decodeStationDayList,
  decodeStationMonth,
  decodeStations,
} from "./stations.ts";
import { decodeWeather } from "./weather.ts";

const ENDPOINTS: readonly DecodableEndpoint<DecodeCall>[] = [
  { name: "inverter-detail", text: "inverterDetail, inverterDetailList", decode: decodeInverters },
  { name: "inverter-list", text: "inverterList", decode: decodeInverters },
  { name: "inverter-day", text: "inverterDay", decode: decodeInverterDay },
  { name: "inverter-month", text: "inverterMonth", decode: decodeInverterMonth },
  { name: "inverter-year", text: "inverterYear; no point for it", decode: tooLong },
  { name: "inverter-all", text: "inverterAll; no point for it", decode: tooLong },
  { name: "station-detail", text: "stationDetail, stationDetailList", decode: decodeStations },
  { name: "user-station-list", text: "userStationList", decode: decodeStations },
  { name: "station-day", text: "stationDay", decode: decodeStationDay },
  { name: "station-month", text: "stationMonth", decode: decodeStationMonth },
  { name: "station-day-energy-list", text: "stationDayEnergyList", decode: decodeStationDayList },
  { name: "station-year", text: "stationYear; no point for it", decode: tooLong },
  { name: "station-all", text: "stationAll; no point for it", decode: tooLong },
  { name: "weather-detail", text: "weatherDetail, weatherList", decode: decodeWeather },
  { name: "collector-list", text: "collectorList; no telemetry", decode: nothingMeasured },
  { name: "alarm-list", text: "alarmList; no telemetry", decode: nothingMeasured },
  { name: "inverter-shelf-time", text: "shelfTime; no telemetry", decode: nothingMeasured },
];

function tooLong({ problems }: DecodeCall): void {
  problems.add("", "unsupported", "no point tells the energy of a month; ask for days");
}

/** Replies of SolisCloud's platform API as readings. */
export const soliscloudDecoder: VendorDecoder = createEndpointDecoder<DecodeCall>({
  vendor: "soliscloud",
  endpoints: ENDPOINTS,
  valuesPath: "/data",
  open(reply, { timeZone }, target) {
    const body = parseReply(reply, target.problems);
    const clock = createClock(timeZone);
    return body && { ...clock, ...target, entries: entriesOf(body), receivedAt: reply.receivedAt };
  },
});

/** @throws `invalid_argument` for an unknown zone */
function createClock(timeZone: string): Pick<DecodeCall, "dayOf" | "localHourOf"> {
  const times = createLocalTimes(timeZone);
  return {
    localHourOf: (at) => Math.floor((times.shownAt(at) % DAY_MS) / HOUR_MS),
    dayOf(text) {
      const local = parseLocalTime(text);
      if (local === null) return undefined;
      const start = times.at(local).at ?? local;
      return [start, times.at(local + DAY_MS).at ?? start + DAY_MS];
    },
  };
}

/** The body of a success; HTTP 200 can be a failure, too. */
function parseReply(reply: VendorReply, problems: ProblemList): JsonObject | undefined {
  const isError = (reply.status ?? 200) >= 400;
  const body = parseJsonBytes(reply.body, isError ? new ProblemList() : problems);
  const failure = failureText(reply, body);
  if (failure !== undefined) problems.add("", "vendor_error", failure);
  else if (isJsonObject(body)) return body;
  else if (body !== undefined) problems.add("", "malformed", "the body is no JSON object");
  return undefined;
}
