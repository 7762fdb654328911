import type { DeviceSeries } from "@solarmon/ingest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHouse, NOW, type House } from "./support/house.ts";
import { jsonOf, type Problem } from "./support/json-of.ts";
import { historyWith } from "./support/stand-ins.ts";

const MINUTE = 60_000;

interface Answer {
  readonly resolution: string;
  readonly units: Readonly<Record<string, string>>;
  readonly series: readonly {
    readonly deviceId: string;
    readonly times: readonly number[];
    readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
    readonly completeness: readonly (number | null)[] | null;
  }[];
}

let house: House;
beforeAll(async () => {
  house = await createHouse();
  const { devices, gatewayKey } = house.ours;
  const readings = Array.from({ length: 10 }, (_, index) => ({
    deviceId: devices[index % 2]?.id,
    measuredAt: NOW - (10 - index) * MINUTE,
    acPower: index === 4 ? null : -index,
    acEnergyTotal: 1_000 + index * 10,
  }));
  await house.push({ readings }, gatewayKey, "?wait=stored");
});
afterAll(() => house[Symbol.asyncDispose]());

async function read(query: string, headers: Record<string, string> = {}): Promise<Response> {
  const path = `/api/v1/plants/${house.ours.plant.id}/readings?${query}`;
  return house.get(path, house.ours, headers);
}

describe("JSON", () => {
  test("gives columns per device; missing is null and a gap is a gap", async () => {
    const answer = await jsonOf<Answer>(await read("points=acPower"));
    expect(answer).toMatchObject({ resolution: "raw", units: { acPower: "W" } });
    const [first, second] = answer.series;
    expect(answer.series.map(({ deviceId }) => deviceId).toSorted()).toEqual(
      house.ours.devices.map(({ id }) => id).toSorted(),
    );
    const even = first?.deviceId === house.ours.devices[0].id ? first : second;
    expect(even?.columns["acPower"]).toEqual([0, -2, null, -6, -8]);
    expect(even?.times[0]).toBe(NOW - 10 * MINUTE);
    expect(even?.completeness).toBeNull();
  });

  test("leaves out points that have no values when none are named", async () => {
    const answer = await jsonOf<Answer>(await read(""));
    expect(Object.keys(answer.units).toSorted()).toEqual(["acEnergyTotal", "acPower"]);
  });

  test("has half-open spans, ISO times, zones with a plus, and chosen devices", async () => {
    const from = encodeURIComponent("2026-06-01T13:51:00+02:00");
    const device = house.ours.devices[1].id;
    const query = `points=acPower&from=${from}&to=${NOW - 5 * MINUTE}&device=${device}`;
    const { series } = await jsonOf<Answer>(await read(query));
    expect(series.map(({ times }) => times)).toEqual([[NOW - 9 * MINUTE, NOW - 7 * MINUTE]]);
    const asTyped = query.replace("%2B", "+");
    expect((await jsonOf<Answer>(await read(asTyped))).series).toEqual(series);
  });

  test.each(["5m", "1h", "1d"])("aggregates to %s", async (resolution) => {
    await expect
      .poll(
        async () => {
          const query = `points=acEnergyTotal&resolution=${resolution}&from=${NOW - 86_400_000 * 2}`;
          const { series } = await jsonOf<Answer>(await read(query));
          return series.map(({ columns }) =>
            columns["acEnergyTotal"]?.reduce((sum: number, value) => sum + (value ?? 0), 0),
          );
        },
        { timeout: 10_000 },
      )
      .toEqual([80, 80]);
  });
});

describe("CSV", () => {
  test("is given to who prefers it, safe for spreadsheets", async () => {
    const response = await read("points=acPower", { accept: "text/csv" });
    expect(response.headers.get("content-type")).toContain("text/csv");
    expect(response.headers.get("content-disposition")).toMatch(/attachment; filename=".+\.csv"/);
    const lines = (await response.text()).trimEnd().split("\r\n");
    expect(lines[0]).toBe("time,deviceId,device,acPower [W]");
    expect(lines).toHaveLength(11);
    const { devices } = house.ours;
    expect(lines).toContain(`2026-06-01T11:50:00.000Z,${devices[0].id},INV-1,0`);
    expect(lines).toContain(`2026-06-01T11:51:00.000Z,${devices[1].id},'=INV-2,-1`);
    expect(lines).toContain(`2026-06-01T11:54:00.000Z,${devices[0].id},INV-1,`);
  });

  test.each([
    ["application/json", false],
    ["*/*", false],
    ["text/*;q=0.9, application/json", false],
    ["text/csv;q=0.5, */*;q=0.1", true],
    ["text/html, text/csv", true],
  ])("%s", async (accept, isCsv) => {
    const response = await read("points=acPower", { accept });
    expect(response.headers.get("content-type")?.startsWith("text/csv")).toBe(isCsv);
  });
});

test.each([
  ["points=acPower,nonsense", 400, /no point `nonsense`/],
  ["points=__proto__", 400, /no point `__proto__`/],
  ["resolution=2h", 400, /raw, 5m, 1h or 1d/],
  ["from=yesterday", 400, /`from` must be a time with its zone/],
  ["from=2026-06-01T00:00:00", 400, /zone/],
  ["from=2026-02-30", 400, /`from`/],
  ["from=2026-02-30T00:00:00Z", 400, /`from`/],
  ["from=99999999999999999999", 400, /`from`/],
  ["to=2026-06-01T00:00:00Z&from=2026-06-01T00:00:00Z", 400, /`from` must lie before `to`/],
  ["device=x", 404, /no such device/],
])("?%s is refused in words", async (query, status, words) => {
  const response = await read(query);
  expect(response.status).toBe(status);
  expect((await jsonOf<Problem>(response)).detail).toMatch(words);
});

test("another plant's device is as unknown as any other", async () => {
  const foreign = await read(`device=${house.theirs.devices[0].id}`);
  const unknown = await read("device=00000000-0000-4000-8000-000000000000");
  expect(foreign.status).toBe(404);
  expect(await foreign.text()).toBe(await unknown.text());
});

test("too many values are refused before they fill the memory, saying how to ask for less", async () => {
  let pages = 0;
  const page = {
    times: new Float64Array(1_000),
    columns: { acPower: new Float64Array(1_000) },
    completeness: null,
  };
  const endless = async function* (): AsyncGenerator<DeviceSeries> {
    for (; pages < 1_000_000; pages++) yield { deviceId: "x", ...page };
  };
  await using full = await createHouse({
    history: historyWith({ series: endless }),
    limits: { restValues: 10_000 },
  });
  const path = `/api/v1/plants/${full.ours.plant.id}/readings?points=acPower`;
  const response = await full.get(path, full.ours);
  expect(response.status).toBe(400);
  expect((await jsonOf<Problem>(response)).detail).toMatch(/more than 10000 values.*shorter span/);
  expect(pages).toBeLessThan(20);
});
