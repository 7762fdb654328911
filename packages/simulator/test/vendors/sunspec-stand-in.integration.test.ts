import { HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { ModbusLink } from "@solarmon/connectors-kit/modbus";
import type { StandIn } from "@solarmon/connectors-kit/stand-in";
import { startSunspecStandIn, type SunspecModel } from "@solarmon/simulator/vendors";
import { describe, expect, test } from "vitest";

const NOON = Date.UTC(2024, 5, 10, 11);
const DAWN = NOON - 7 * HOUR_MS;
const WORLD = { timeZone: "Europe/Vienna", noonAt: NOON };

function linkTo({ settings }: StandIn): ModbusLink {
  const at = { host: settings["host"] ?? "", port: Number(settings["port"]) };
  return new ModbusLink(at, { vendor: "test", attempts: 1, timeoutMs: 300 });
}

/** Ids and lengths of a unit's models, by the headers. */
async function chainOf(link: ModbusLink, unitId: number, base: number): Promise<number[][]> {
  const marker = (await link.read(unitId, base, 2)) ?? [];
  const chain = [marker.flatMap((word) => [word >> 8, word & 0xff])];
  for (let address = base + 2; ;) {
    const [id = 0, length = 0] = (await link.read(unitId, address, 2)) ?? [];
    chain.push([id, length]);
    if (id === 0xffff) return chain;
    address += 2 + length;
  }
}

const SUNS = [0x53, 0x75, 0x6e, 0x53];
const END = [0xffff, 0];

describe("a SunSpec stand-in", () => {
  test.each<[SunspecModel, number, number, number[][]]>([
    [
      "solaredge",
      1,
      40_000,
      [
        [1, 65],
        [103, 50],
        [1, 65],
        [203, 105],
      ],
    ],
    [
      "solaredge",
      2,
      40_000,
      [
        [1, 65],
        [103, 50],
      ],
    ],
    [
      "gen24",
      1,
      40_000,
      [
        [1, 66],
        [113, 60],
        [120, 26],
        [121, 30],
        [122, 44],
        [123, 24],
        [160, 88],
        [124, 24],
      ],
    ],
    [
      "gen24",
      200,
      40_000,
      [
        [1, 66],
        [213, 124],
      ],
    ],
    [
      "ieee1547",
      1,
      50_000,
      [
        [1, 66],
        [701, 153],
        [702, 50],
        [704, 65],
        [713, 7],
        [714, 68],
      ],
    ],
    [
      "ieee1547",
      2,
      50_000,
      [
        [1, 66],
        [802, 62],
      ],
    ],
  ])("of %s, unit %i, has its models one behind the other", async (model, unitId, base, models) => {
    await using standIn = await startSunspecStandIn(new VirtualClock(NOON), WORLD, model);
    await using link = linkTo(standIn);
    expect(await chainOf(link, unitId, base)).toEqual([SUNS, ...models, END]);
  });

  test("shows power and counter as the sun makes them, with a scale that follows the power", async () => {
    const clock = new VirtualClock(DAWN + HOUR_MS);
    await using standIn = await startSunspecStandIn(clock, WORLD);
    await using link = linkTo(standIn);
    const read = async () => {
      const words = (await link.read(2, 40_069, 52)) ?? [];
      const [watts = 0, scale = 0] = words.slice(14, 16).map((word) => (word << 16) >> 16);
      return {
        scale,
        powerW: watts * 10 ** scale,
        wh: (words[24] ?? 0) * 0x1_0000 + (words[25] ?? 0),
      };
    };
    const morning = await read();
    clock.set(NOON);
    const noon = await read();
    expect([morning.scale, noon.scale]).toEqual([-1, 0]);
    expect(noon.powerW).toBeGreaterThan(morning.powerW);
    const first = await read();
    clock.advance(2 * HOUR_MS);
    const bothWh = standIn.energyWh("local", { start: NOON, end: NOON + 2 * HOUR_MS });
    const mineWh = (await read()).wh - first.wh;
    expect(mineWh).toBeGreaterThan(0);
    expect(mineWh).toBeLessThan(bothWh);
  });

  test("counts 0 while it wakes up, as SolarEdge does", async () => {
    const clock = new VirtualClock(DAWN + 5 * MINUTE_MS);
    await using standIn = await startSunspecStandIn(clock, WORLD);
    await using link = linkTo(standIn);
    expect(await link.read(1, 40_069 + 24, 2)).toEqual([0, 0]);
    expect(await link.read(1, 40_069 + 38, 1)).toEqual([3]);
  });

  test("has one client only, knows its units, and falls silent where it was told to", async () => {
    await using standIn = await startSunspecStandIn(new VirtualClock(NOON), WORLD);
    await using link = linkTo(standIn);
    await expect(link.read(3, 40_000, 2)).rejects.toThrow(/exception 11/u);
    expect(await link.read(1, 39_000, 2)).toBeUndefined();
    await using second = linkTo(standIn);
    await expect(second.read(1, 40_000, 2)).rejects.toThrow(/does not answer/u);
    standIn.misbehave("dead-device");
    await expect(link.read(2, 40_000, 2)).rejects.toThrow(/exception 11/u);
    expect(await link.read(1, 40_000, 2)).toHaveLength(2);
  });

  test("shows sentinels in every value when it was told to", async () => {
    await using standIn = await startSunspecStandIn(new VirtualClock(NOON), WORLD);
    standIn.misbehave("nulls");
    await using link = linkTo(standIn);
    const words = (await link.read(1, 40_069, 52)) ?? [];
    expect([words[2], words[14], words[16], words[38]]).toEqual([0xffff, 0x8000, 0xffff, 0xffff]);
  });
});
