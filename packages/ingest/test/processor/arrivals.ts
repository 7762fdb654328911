import { type Device, type Envelope, MINUTE_MS, SOURCE_RANK } from "@solarmon/core";
import * as fc from "fast-check";
import { envelope, type Measured, type Seed } from "./seed.ts";

/** Whole numbers only, so that the reference sums without rounding, too. */
const values = fc.record(
  {
    acPower: fc.option(fc.integer({ min: 0, max: 50_000 })),
    acEnergyTotal: fc.option(fc.integer({ min: 0, max: 70_000_000 })),
    status: fc.integer({ min: 0, max: 7 }),
  },
  { requiredKeys: [] },
);

/** Around the longest day of the year, and a day that the clocks change in many zones. */
const START = Date.UTC(2025, 9, 25, 20);

const delivery = fc.record({
  slot: fc.integer({ min: 0, max: 30 * 60 }),
  readings: fc.array(
    fc.record({
      device: fc.nat(),
      after: fc.integer({ min: 0, max: 12 }),
      values,
      quality: fc.constantFrom(0, 0, 0, 2),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  receivedAt: fc.integer({ min: 1, max: 5 }),
  rank: fc.constantFrom(SOURCE_RANK.live, SOURCE_RANK.live, SOURCE_RANK.import),
  times: fc.constantFrom(1, 1, 1, 2),
});

/** Deliveries: mostly in order, some late, some twice, some corrections. */
export const deliveries = fc
  .array(delivery, { minLength: 1, maxLength: 60, size: "max" })
  .chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { maxLength: Math.min(8, list.length) })),
  )
  .map(([list, late]) => [...list.toSorted((a, b) => a.slot - b.slot), ...late]);

export type Deliveries = typeof deliveries extends fc.Arbitrary<infer List> ? List : never;

/** A device's clock is a little ahead, so that times differ. */
function measuredAt(device: Device, minute: number): number {
  return START + minute * MINUTE_MS + (device.name === "INV-1" ? 7_000 : 0);
}

export function toEnvelopes(seed: Seed, list: Deliveries): Envelope[] {
  return list.flatMap(({ slot, readings, receivedAt, rank, times }) => {
    const measured = readings.map(({ device: nth, after, values: own, quality }): Measured => {
      const device = seed.devices[nth % seed.devices.length]!;
      return {
        deviceId: device.id,
        measuredAt: measuredAt(device, slot + after),
        values: own,
        quality,
      };
    });
    return Array.from({ length: times }, () => envelope(seed, measured, { receivedAt, rank }));
  });
}
