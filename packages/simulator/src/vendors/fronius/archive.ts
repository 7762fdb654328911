import { DAY_MS, type Instant, MINUTE_MS, SECOND_MS } from "@solarmon/core";
import type { StandInReply, StandInRequest, SunPlant } from "@solarmon/connectors-kit/stand-in";
import { localIso, localText, startOfDay } from "../shared/local-text.ts";
import { envelope, NOT_SUPPORTED } from "./envelope.ts";
import type { FroniusDevices } from "./fronius-devices.ts";

const STEP_MS = 5 * MINUTE_MS;
const MAX_DAYS = 16;
const ARGUMENT_ERROR = 6;

/** `GetArchiveData.cgi`: whole local days, both ends included. Only a Datamanager has one. */
export function archive(devices: FroniusDevices, request: StandInRequest): StandInReply {
  const { timeZone } = devices;
  if (devices.model === "gen24") return envelope(request, timeZone, { Data: {} }, NOT_SUPPORTED);
  const start = dayOf(request.query.get("StartDate"), timeZone);
  const lastDay = dayOf(request.query.get("EndDate"), timeZone);
  if (!(lastDay >= start && lastDay - start <= MAX_DAYS * DAY_MS))
    return envelope(request, timeZone, { Data: {} }, ARGUMENT_ERROR);
  const end = startOfDay(localText(lastDay + 1.1 * DAY_MS, timeZone).slice(0, 10), timeZone);
  const nodes = [...devices.inverters].map(([id, inverter]) => [
    `inverter/${id}`,
    node(inverter, start, Math.min(end, request.now), request, timeZone),
  ]);
  const Data: unknown = request.fault === "no-data" ? {} : Object.fromEntries(nodes);
  return envelope(request, timeZone, { Data });
}

/** From `29.3.2026`. */
function dayOf(text: string | null, timeZone: string): Instant {
  const [day = "", month = "", year = ""] = (text ?? "").split(".");
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return Number.isNaN(Date.parse(date)) ? Number.NaN : startOfDay(date, timeZone);
}

function node(
  inverter: SunPlant,
  start: Instant,
  end: Instant,
  { query, fault }: StandInRequest,
  timeZone: string,
): unknown {
  const values: Record<string, number | null> = {};
  for (let at = start; at < end; at += STEP_MS)
    values[(at - start) / SECOND_MS] = fault === "nulls" ? null : inverter.powerW(at);
  const isAsked = query.getAll("Channel").includes("PowerReal_PAC_Sum");
  return {
    Start: localIso(start, timeZone),
    End: localIso(end, timeZone),
    DeviceType: 123,
    NodeType: 97,
    Data: isAsked
      ? { PowerReal_PAC_Sum: { Unit: "W", Values: values, _comment: "channelId=67960833" } }
      : {},
  };
}
