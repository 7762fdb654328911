import { type Instant, MINUTE_MS, SECOND_MS } from "@solarmon/core";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import type { GatewayDevices, Micro } from "./gateway-devices.ts";

const PCU = 1;

/** `GET /api/v1/production/inverters`: the last report of each; one that never reported has time 0. */
export function inverterList(devices: GatewayDevices, request: StandInRequest): StandInReply {
  const { now, fault } = request;
  if (fault === "no-data") return { body: [] };
  const rows = devices.micros.map(({ serial: serialNumber, plant, reportedAt }, index) => {
    const isSilent = fault === "nulls" || (fault === "dead-device" && index === 0);
    const at = reportedAt(now);
    const watts = { lastReportWatts: isSilent ? 0 : plant.powerW(at), maxReportWatts: 253 };
    return {
      serialNumber,
      lastReportDate: isSilent ? 0 : at / SECOND_MS,
      devType: PCU,
      ...(fault === "missing-field" ? {} : watts),
    };
  });
  return { body: fault === "duplicates" ? rows.flatMap((row) => [row, row]) : rows };
}

/** `GET /ivp/pdm/device_data`: with counters, from firmware 8.2.4345 on. */
export function deviceData(devices: GatewayDevices, { now }: StandInRequest): StandInReply {
  if (!devices.isMetered) return { status: 404, body: "<html><body>Not Found</body></html>" };
  const records = devices.micros.map(
    (micro, index) =>
      [`${553_648_384 + 256 * index}`, record(micro, micro.reportedAt(now))] as const,
  );
  const body = { ...Object.fromEntries(records), deviceCount: records.length, deviceDataLimit: 50 };
  return { body };
}

function record({ serial, plant }: Micro, at: Instant): unknown {
  const [sn, joules] = [serial, (wh: number) => wh * 3_600];
  const span = { start: at - 5 * MINUTE_MS, end: at };
  const lastReading = {
    endDate: at / SECOND_MS,
    duration: 300,
    joulesProduced: joules(plant.energyWh(span)),
    acVoltageINmV: 235_470,
    acFrequencyINmHz: 50_018,
    dcVoltageINmV: 34_203,
    dcCurrentINmA: 1_450,
    acCurrentInmA: 210,
    channelTemp: 41,
    rssi: 100,
  };
  const channel = {
    chanEid: 1,
    watts: { now: plant.powerW(at), max: 253 },
    lastReading,
    lifetime: { createdTime: 1_572_516_000, joulesProduced: joules(plant.counterWh(at)) },
  };
  return { devName: "pcu", sn, active: true, modGone: false, channels: [channel] };
}
