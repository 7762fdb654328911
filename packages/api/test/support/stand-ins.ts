import {
  packValues,
  type AppendVerdict,
  type LatestReading,
  type PlantUpdate,
} from "@solarmon/core";
import type { History, VerdictBoard } from "@solarmon/ingest";

export function latestReading(deviceId: string, measuredAt: number, powerW: number): LatestReading {
  const packed = packValues({ acPower: powerW });
  return { deviceId, measuredAt, receivedAt: measuredAt + 500, packed };
}

function refuse(): never {
  throw new Error("not part of this test");
}

/** A history of which one method does what the test says. */
export function historyWith(parts: Partial<History>): History {
  return {
    series: refuse,
    hourlyFromRaw: refuse,
    plantLive: async () => undefined,
    energyTodayWh: async () => null,
    ...parts,
  };
}

/** A board whose verdicts come when the test says. */
export function boardWith(verdicts: Promise<readonly AppendVerdict[]>): VerdictBoard {
  return { expect: () => ({ replyTo: "waiter", verdicts }), deliver: () => {} };
}

export function plantUpdate(plantId: string, reading: LatestReading, powerW: number): PlantUpdate {
  return { plantId, measuredAt: reading.measuredAt, powerW, devices: [reading] };
}
