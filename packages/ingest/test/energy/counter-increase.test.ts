import { DAY_MS, HOUR_MS, MINUTE_MS, pointByName } from "@solarmon/core";
import { type CounterRules, counterIncrease, counterRules } from "@solarmon/ingest";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const TOTAL = counterRules(pointByName("acEnergyTotal")!, null);
const TODAY = counterRules(pointByName("acEnergyToday")!, null);
const RATED = counterRules(pointByName("acEnergyTotal")!, 10_000);

function total(values: readonly number[], rules: CounterRules): number {
  let sum = 0;
  for (let index = 1; index < values.length; index++)
    sum += counterIncrease(values[index - 1]!, values[index]!, MINUTE_MS, rules);
  return sum;
}

describe("a counter", () => {
  test("counts what it grew", () => {
    expect(total([100, 150, 150, 900], TOTAL)).toBe(800);
  });

  test("counts from 0 after a reset", () => {
    expect(counterIncrease(5_000_000, 300, MINUTE_MS, TOTAL)).toBe(300);
  });

  test("gives back what noise took, so that none is invented", () => {
    expect(total([6_000_000, 5_999_998, 6_000_000, 5_999_998, 6_000_001], TOTAL)).toBe(1);
    expect(total([500, 499, 500], TOTAL)).toBe(0);
  });

  test.each([
    ["16 bits of 1 kWh", 65_536_000, 65_535_000, 1_000, 2_000],
    ["32 bits of 1 Wh", 2 ** 32, 2 ** 32 - 70, 30, 100],
    ["six digits of 1 kWh", 1e9, 999_999_000, 0, 1_000],
  ])("rolls over at %s", (_name, _modulus, previous, next, increase) => {
    expect(counterIncrease(previous, next, MINUTE_MS, TOTAL)).toBe(increase);
  });

  test("does not take a reset for a roll-over that the rating rules out", () => {
    // 990 kWh at a 10 kW inverter: 10 kWh to the roll-over cannot pass in a minute.
    expect(counterIncrease(990_000, 50, MINUTE_MS, RATED)).toBe(50);
  });

  test("counts nothing where the counter was replaced or its unit changed", () => {
    expect(counterIncrease(9_000_000, 6_000_000, MINUTE_MS, TOTAL)).toBe(0);
    expect(counterIncrease(6_000, 6_000_000, MINUTE_MS, RATED)).toBe(0);
    expect(counterIncrease(6_000_000_000, 6_000_000, MINUTE_MS, RATED)).toBe(0);
  });

  test("counts nothing on the way back from a false 0", () => {
    for (const rules of [TOTAL, RATED]) {
      expect(total([5_342_340, 0, 5_342_340], rules)).toBe(0);
      expect(total([5_342_340, 0, 0, 5_342_400, 5_342_450], rules)).toBe(50);
    }
    expect(total([90_000, 0, 90_000], RATED)).toBe(0); // less than a day at its rating
    expect(total([6_458_420, 0, 6_458_430], TOTAL)).toBe(0); // 95 kWh before 16 bits of 100 Wh roll over
  });

  test("counts a new device from its first reading on", () => {
    expect(total([0, 2_000, 9_000, 18_000, 30_000], TOTAL)).toBe(30_000);
    expect(counterIncrease(0, 60_000, 6 * HOUR_MS, RATED)).toBe(60_000);
    expect(counterIncrease(40_000, 160_000, 3 * DAY_MS, TOTAL)).toBe(120_000);
  });

  test("counts nothing on the way down of an averaged counter", () => {
    expect(total([8_859_000, 4_429_500, 0, 0], TODAY)).toBe(0);
    expect(total([8_859_000, 590_600, 0], TODAY)).toBe(0);
  });

  test("counts what it shows after a reset only as far as the rating allows", () => {
    expect(counterIncrease(900_000, 10_000, HOUR_MS, RATED)).toBe(10_000);
    expect(counterIncrease(900_000, 13_000, HOUR_MS, RATED)).toBe(0);
  });

  test("counts a long gap in full", () => {
    expect(counterIncrease(1_000_000, 1_400_000, 10 * DAY_MS, RATED)).toBe(400_000);
  });
});

function overnight(previous: number, next: number, elapsedMs: number): number {
  return counterIncrease(previous, next, elapsedMs, TODAY, true);
}

describe("a day counter over midnight", () => {
  test("held over from yesterday counts nothing", () => {
    expect(overnight(30_000, 30_000, 8 * HOUR_MS)).toBe(0);
    expect(overnight(30_000, 30_010, MINUTE_MS)).toBe(10);
  });

  test("counts from 0 after its reset, whether higher or lower than yesterday", () => {
    expect(overnight(30_000, 15_000, 15 * HOUR_MS)).toBe(15_000);
    expect(overnight(3_000, 15_000, 15 * HOUR_MS)).toBe(15_000);
    expect(overnight(30_000, 0, MINUTE_MS)).toBe(0);
  });
});

/** A display that shows a growing count, is reset now and then and rolls over at `modulus`. */
function display(steps: readonly { grow: number; reset: boolean }[], modulus: number) {
  let shown = modulus - 5_000;
  const values = [shown];
  let truth = 0;
  for (const { grow, reset } of steps) {
    // A reset in the last 2 % of the display cannot be told from a roll-over, nor an early one from noise.
    if (reset && shown > 200_000 && shown < modulus * 0.97) shown = 0;
    shown = (shown + grow) % modulus;
    truth += grow;
    values.push(shown);
  }
  return { values, truth };
}

const steps = fc.array(
  fc.record({
    grow: fc.oneof(fc.integer({ min: 0, max: 9_000 }), fc.constant(0)),
    reset: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
  }),
  { minLength: 1, maxLength: 200 },
);

test("what a counter counts is what was produced, through resets and roll-overs", () => {
  fc.assert(
    fc.property(steps, fc.constantFrom(1e6, 655_360, 2 ** 32, 1e9), (list, modulus) => {
      const { values, truth } = display(list, modulus);
      expect(total(values, TOTAL)).toBe(truth);
    }),
  );
});

test("energy is never invented, whatever a counter shows", () => {
  const shown = fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 2, maxLength: 50 });
  fc.assert(
    fc.property(shown, (values) => {
      const limit = (10_000 * 1.25 * (MINUTE_MS + DAY_MS)) / HOUR_MS;
      for (let index = 1; index < values.length; index++) {
        const increase = counterIncrease(values[index - 1]!, values[index]!, MINUTE_MS, RATED);
        expect(increase).toBeLessThanOrEqual(limit);
        expect(increase).toBeGreaterThanOrEqual(-10_000);
      }
    }),
  );
});
