import {
  DAY_MS,
  type Envelope,
  type Instant,
  MINUTE_MS,
  packValues,
  SOURCE_RANK,
} from "@solarmon/core";
import { envelope, TEST_DAY, testId } from "@solarmon/core/testing";

export const BATCH_READINGS = 120;
export const CRASH_DEVICES = [testId(100), testId(101)];

/** A batch has an hour of both devices: 24 make a day. */
function batchStart(batch: number): Instant {
  return TEST_DAY + batch * 60 * MINUTE_MS;
}

/** When a batch is written: as its hour ends. */
export function crashNow(batch: number): Instant {
  return batchStart(batch + 1);
}

/** The readings of a batch; every fifth also corrects the first minute of a batch two days before. */
export function crashBatch(batch: number): Envelope[] {
  const hour = envelope(
    CRASH_DEVICES.flatMap((deviceId) =>
      Array.from({ length: 60 }, (_, minute) => ({
        deviceId,
        measuredAt: batchStart(batch) + minute * MINUTE_MS,
        quality: 0,
        packed: packValues({ acPower: batch, status: minute }),
      })),
    ),
    { receivedAt: crashNow(batch) },
  );
  if (batch % 5 !== 0 || batch < 48) return [hour];
  const correction = {
    deviceId: testId(100),
    measuredAt: batchStart(batch) - 2 * DAY_MS,
    quality: 0,
    packed: packValues({ acPower: 1_000_000 + batch }),
  };
  const source = { name: "import", rank: SOURCE_RANK.import };
  return [hour, envelope([correction], { receivedAt: crashNow(batch), source })];
}

/** What minute 0 of a batch reads for the first device, once all up to `last` are in. */
export function crashPower(batch: number, last: number): number {
  const correctedBy = batch + 48;
  return correctedBy % 5 === 0 && correctedBy <= last ? 1_000_000 + correctedBy : batch;
}
