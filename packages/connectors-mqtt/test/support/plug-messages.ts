import { HOUR_MS, type Instant, SECOND_MS, DAY_MS } from "@solarmon/core";
import type { StandInFault, SunPlant } from "@solarmon/connectors-kit/stand-in";

/** What devices of a stand-in speak. */
export type Speech = "tasmota" | "thingsboard";

export interface Message {
  readonly topic: string;
  readonly payload: string;
}

const WEB_PAGE = "<!doctype html><html><body>Please sign in</body></html>";

/** What all devices say at one instant. */
export function messagesOf(
  plants: ReadonlyMap<string, SunPlant>,
  speech: Speech,
  now: Instant,
  fault: StandInFault | null,
): readonly Message[] {
  const awake = [...plants].filter(([name]) => fault !== "dead-device" || name !== "garage");
  const spoken =
    speech === "tasmota"
      ? awake.map(([name, plant]) => ({
          topic: `tele/${name}/SENSOR`,
          payload: sensorText(plant, now, fault),
        }))
      : [{ topic: "v1/gateway/telemetry", payload: gatewayText(awake, now, fault) }];
  if (fault === "no-data") return spoken.map(({ topic }) => ({ topic, payload: "" }));
  if (fault === "not-json") return spoken.map(({ topic }) => ({ topic, payload: WEB_PAGE }));
  return fault === "duplicates" ? [...spoken, ...spoken] : spoken;
}

/** A plug's message tells no time to rely on: what it says is true in the second in which it comes. */
function sensorText(plant: SunPlant, now: Instant, fault: StandInFault | null): string {
  const at = Math.floor(now / SECOND_MS) * SECOND_MS;
  const powerW = plant.powerW(at);
  const energy = {
    TotalStartTime: "2019-10-28T10:00:00",
    Total: plant.counterWh(at) / 1_000,
    Yesterday: 3.21,
    Today: plant.energyWh({ start: at - (at % DAY_MS), end: at }) / 1_000,
    Power: powerW,
    Factor: 0.98,
    Voltage: 231,
    Current: Math.round((powerW / 231) * 1_000) / 1_000,
  };
  const { Power: _power, ...others } = energy;
  const shown = fault === "missing-field" ? others : energy;
  return JSON.stringify({
    Time: "2020-01-01T00:00:07",
    ENERGY: fault === "nulls" ? nulled(shown) : withNews(shown, fault),
  });
}

/** Several readings of each device, the newest last. */
function gatewayText(
  plants: readonly (readonly [name: string, plant: SunPlant])[],
  now: Instant,
  fault: StandInFault | null,
): string {
  const told = plants.map(([name, plant]) => {
    const values = {
      ...(fault !== "missing-field" && { acPower: plant.powerW(now) }),
      acEnergyTotal: plant.counterWh(now),
      internalTemperature: 31.5,
    };
    const record = {
      ts: now,
      values: fault === "nulls" ? nulled(values) : withNews(values, fault),
    };
    return [name, [record]] as const;
  });
  return JSON.stringify(Object.fromEntries(told));
}

function withNews(values: object, fault: StandInFault | null): object {
  return fault === "new-field" ? { ...values, addedByVendor: 1 } : values;
}

function nulled(values: object): object {
  return Object.fromEntries(Object.keys(values).map((name) => [name, null]));
}

/** A fair day's energy needs the sun for half a day. */
export const FAIR_DAY_WH: Readonly<Record<string, number>> = {
  roof: (14 * HOUR_MS) / 2_000,
  garage: 4_300,
};
