import { describe, expect, it } from "vitest";
import { dayEnergyByDevice, sum } from "../src/curve/day-energy.ts";
import { trackByDevice } from "../src/curve/wire-track.ts";

const series = (deviceId: string, columns: Record<string, (number | null)[]>) => ({
  deviceId,
  times: [0, 1],
  columns: Object.entries(columns).map(([point, values]) => ({ point, values })),
});

describe("series from the server", () => {
  it("become tracks; devices without a single value are left out", () => {
    const tracks = trackByDevice(
      [
        series("a", { acPower: [1, null] }),
        series("b", { acPower: [null, null] }),
        series("c", { ghi: [1, 2] }),
      ],
      "acPower",
    );
    expect([...tracks]).toEqual([["a", { times: [0, 1], values: [1, null] }]]);
  });

  it("give the day's energy by the total counter, else by the day counter, never invented", () => {
    const energies = dayEnergyByDevice([
      series("both", { acEnergyTotal: [5], acEnergyToday: [7] }),
      series("day", { acEnergyTotal: [null], acEnergyToday: [7] }),
      series("none", { acEnergyTotal: [null], acEnergyToday: [null] }),
      series("zero", { acEnergyTotal: [0] }),
    ]);
    expect([...energies]).toEqual([
      ["both", 5],
      ["day", 7],
      ["zero", 0],
    ]);
  });

  it("sum to null when nothing is known", () => {
    expect(sum([null, null])).toBeNull();
    expect(sum([null, 0, 2])).toBe(2);
  });
});
