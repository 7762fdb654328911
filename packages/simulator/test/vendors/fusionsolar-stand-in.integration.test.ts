import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import {
  type FusionsolarStandInOptions,
  startFusionsolarStandIn,
} from "@solarmon/simulator/vendors";
import { describe, expect, test } from "vitest";

const NOON = Date.UTC(2025, 2, 30, 11);
const WORLD = { timeZone: "Europe/Berlin", noonAt: NOON };
const PLANT = "NE=35436844";
const INVERTER = "1000000035436841";

interface Reply {
  readonly failCode: number;
  readonly data: unknown;
  readonly token: string | null;
}

async function open(more: FusionsolarStandInOptions & { readonly countsCalls?: boolean } = {}) {
  const clock = new VirtualClock(NOON);
  const { countsCalls = false, ...options } = more;
  const standIn = await startFusionsolarStandIn(clock, { ...WORLD, countsCalls }, options);
  let token = "";
  const ask = async (path: string, body: object = {}): Promise<Reply> => {
    const reply = await fetch(`${standIn.settings["portal"]}/thirdData/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "xsrf-token": token },
      body: JSON.stringify(body),
    });
    const json: Omit<Reply, "token"> = JSON.parse(await reply.text());
    return { ...json, token: reply.headers.get("XSRF-TOKEN") };
  };
  const logIn = async (): Promise<Reply> => {
    const { userName, systemCode } = standIn.settings;
    const reply = await ask("login", { userName, systemCode });
    token = reply.token ?? token;
    return reply;
  };
  return {
    clock,
    ask,
    logIn,
    [Symbol.asyncDispose]: async () => await standIn[Symbol.asyncDispose](),
  };
}

const newest = { devIds: INVERTER, devTypeId: 38 };

function itemsIn({ data }: Reply): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(data)) return [];
  return data.map((row: { dataItemMap: Record<string, unknown> }) => row.dataItemMap);
}

describe("a FusionSolar stand-in", () => {
  test("needs a session, which ends after half an hour or with the next log-in", async () => {
    await using it = await open();
    expect(await it.ask("stations")).toMatchObject({ failCode: 305 });
    expect(await it.ask("login", { userName: "solarmon_api", systemCode: "wrong" })).toMatchObject({
      failCode: 20_400,
      token: null,
    });
    await it.logIn();
    expect((await it.ask("getDevRealKpi", newest)).failCode).toBe(0);
    it.clock.advance(30 * MINUTE_MS);
    expect((await it.ask("getDevRealKpi", newest)).failCode).toBe(305);
    await it.logIn();
    await it.ask("login", { userName: "solarmon_api", systemCode: "wrong" });
    expect((await it.ask("getDevRealKpi", newest)).failCode).toBe(0);
  });

  test("shows yesterday's energy until the inverter wakes", async () => {
    await using it = await open();
    const dayCap = async (at: number): Promise<unknown> => {
      it.clock.set(at);
      await it.logIn();
      return itemsIn(await it.ask("getDevRealKpi", newest))[0]?.["day_cap"];
    };
    const evening = await dayCap(NOON + 10 * HOUR_MS);
    expect(evening).toBeGreaterThan(10);
    expect(await dayCap(NOON + 15 * HOUR_MS)).toBe(evening);
    expect(await dayCap(NOON + 19 * HOUR_MS)).toBeLessThan(10);
  });

  test("tells the past in steps of five minutes, three days and ten devices at most", async () => {
    await using it = await open();
    await it.logIn();
    const past = (startTime: number, endTime: number, devIds = INVERTER) =>
      it.ask("getDevHistoryKpi", { devIds, devTypeId: 38, startTime, endTime });
    expect(itemsIn(await past(NOON - DAY_MS, NOON - 1))).toHaveLength(288);
    expect((await past(NOON - 4 * DAY_MS, NOON)).failCode).toBe(30_032);
    const eleven = Array.from({ length: 11 }, (_, index) => `${index}`).join(",");
    expect((await past(NOON - DAY_MS, NOON, eleven)).failCode).toBe(20_018);
  });

  test("refuses what does not belong together", async () => {
    await using it = await open();
    await it.logIn();
    expect((await it.ask("getDevRealKpi", { devIds: "7", devTypeId: 38 })).failCode).toBe(20_008);
    expect((await it.ask("getDevRealKpi", { ...newest, devTypeId: 39 })).failCode).toBe(20_006);
    expect((await it.ask("getDevList", { stationCodes: "NE=7" })).failCode).toBe(20_007);
    expect((await it.ask("stations", { pageNo: 1, pageSize: 7 })).failCode).toBe(30_021);
    expect((await it.ask("getStationList")).failCode).toBe(401);
  });

  test("has an old list in MW and a newer one in kWp", async () => {
    await using old = await open({ plants: ["home"], isNewUser: false });
    await old.logIn();
    const list = await old.ask("getStationList");
    expect(list.data).toMatchObject([{ stationCode: PLANT, capacity: 0.0096 }]);
    const { data } = await old.ask("stations", { pageNo: 1, pageSize: 100 });
    expect(data).toMatchObject({ pageCount: 1, list: [{ plantCode: PLANT, capacity: 9.6 }] });
  });

  test("counts a call a minute, and those of each interface by themselves", async () => {
    await using it = await open({ plants: ["home"], countsCalls: true });
    await it.logIn();
    const ask = async (path: string): Promise<number> => {
      it.clock.advance(61_000);
      return (await it.ask(path, path === "getDevRealKpi" ? newest : { stationCodes: PLANT }))
        .failCode;
    };
    expect(await ask("getStationRealKpi")).toBe(0);
    expect(await ask("getStationRealKpi")).toBe(407);
    // Of three types of devices there are three calls in five minutes.
    expect(await ask("getDevRealKpi")).toBe(0);
    expect(await ask("getDevRealKpi")).toBe(0);
    expect((await it.ask("getDevList", { stationCodes: PLANT })).failCode).toBe(407);
  });

  test("lets nobody log in six times within ten minutes", async () => {
    await using it = await open({ countsCalls: true });
    const codes: number[] = [];
    for (let login = 0; login < 6; login += 1) codes.push((await it.logIn()).failCode);
    expect(codes).toEqual([0, 0, 0, 0, 0, 407]);
  });
});
