import { newId } from "@solarmon/core";
import { noisyMinutes, NOISY_POINTS, type ReportedSteps } from "../noisy-telemetry.ts";
import type { Sample, SampleReading } from "./device-rows.ts";

const START_AT = Date.UTC(2026, 4, 1);

/** Minutes of noisy inverters that reach us 100 to 500 ms after they were measured. */
export function generatedSample(
  name: string,
  steps: ReportedSteps,
  size: { readonly devices: number; readonly days: number },
): Sample {
  const devices = Array.from({ length: size.devices }, (_, device) => {
    const readings: SampleReading[] = [];
    for (const { at, row } of noisyMinutes(device, START_AT, steps)) {
      if (readings.length === size.days * 1_440) break;
      const delayMs = 100 + ((device * 131 + readings.length * 7_919) % 401);
      readings.push({ measuredAt: at, receivedAt: at + delayMs, row });
    }
    return { deviceId: newId(), readings };
  });
  return { name, points: NOISY_POINTS, devices };
}
