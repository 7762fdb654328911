import { describe, expect, it } from "vitest";
import type { PortfolioPlant } from "../src/api/types.ts";
import { byUrgency, summarise } from "../src/portfolio/plant-summary.ts";
import { steadyOrder } from "../src/portfolio/steady-order.ts";

const NOON = Date.parse("2026-06-01T12:00:00Z");
const minutesAgo = (minutes: number): string => new Date(NOON - minutes * 60_000).toISOString();

function plant(
  name: string,
  ages: readonly number[],
  change: Partial<PortfolioPlant> = {},
): PortfolioPlant {
  return {
    id: name,
    name,
    timeZone: "UTC",
    latitudeDeg: 40,
    longitudeDeg: 0,
    dcKwp: 10,
    acKw: 8,
    energyTodayWh: 25_000,
    devices: [
      ...ages.map((_, index) => ({ id: `${index}`, kind: "inverter", intervalMs: 60_000 })),
      { id: "sky", kind: "weather", intervalMs: null },
    ],
    live: {
      timestamp: minutesAgo(Math.min(...ages, 60)),
      power: 4_000,
      devices: ages.map((age, index) => ({ deviceId: `${index}`, measuredAt: minutesAgo(age) })),
    },
    ...change,
  };
}

describe("row of a plant", () => {
  it("has rating in watts and yield by nameplate", () => {
    expect(summarise(plant("a", [1]), NOON)).toMatchObject({
      ratedW: 8_000,
      specificYield: 2.5,
      status: "ok",
    });
  });

  it("has no yield without nameplate or energy, rather than a wrong one", () => {
    expect(summarise(plant("a", [1], { dcKwp: null }), NOON).specificYield).toBeNull();
    expect(summarise(plant("a", [1], { energyTodayWh: null }), NOON).specificYield).toBeNull();
  });

  it("asks for a look when one inverter is silent by day", () => {
    expect(summarise(plant("a", [1, 40]), NOON)).toMatchObject({
      status: "watch",
      reason: "1 of 2 inverters silent",
    });
  });

  it("gives slow inverters time", () => {
    const slow = plant("a", [40]);
    const devices = [{ id: "0", kind: "inverter", intervalMs: 15 * 60_000 }];
    expect(summarise({ ...slow, devices }, NOON)).toMatchObject({
      status: "ok",
      intervalMs: 15 * 60_000,
    });
    expect(summarise(slow, NOON).status).toBe("silent");
  });

  it("is calm at night, when inverters have been silent for hours", () => {
    const midnight = NOON + 12 * 3_600_000;
    const asleep = plant("a", [1]);
    expect(summarise({ ...asleep, live: { ...asleep.live, power: null } }, midnight)).toMatchObject(
      {
        status: "night",
        reason: null,
      },
    );
  });

  it("is not commissioned before the first reading", () => {
    const fresh = plant("a", [], { live: { timestamp: null, power: null, devices: [] } });
    expect(summarise(fresh, NOON)).toMatchObject({ status: "waiting", measuredAt: null });
  });
});

describe("order of plants", () => {
  it("puts the worst first, then the larger", () => {
    const rows = [
      plant("fine and small", [1]),
      plant("fine and large", [1], { acKw: 100 }),
      plant("dead", [60]),
      plant("part dead", [1, 60]),
    ].map((given) => summarise(given, NOON));
    expect(rows.toSorted(byUrgency).map(({ name }) => name)).toEqual([
      "part dead",
      "dead",
      "fine and large",
      "fine and small",
    ]);
  });

  it("does not move under the reader until asked", () => {
    const items = ["c", "a", "new", "b"].map((id) => ({ id }));
    const { shown, moved } = steadyOrder(items, ["a", "b", "gone", "c"]);
    expect(shown.map(({ id }) => id)).toEqual(["a", "b", "c", "new"]);
    expect(moved).toBe(4);
    expect(steadyOrder(items, ["c", "a", "new", "b"]).moved).toBe(0);
  });
});
