import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { startEnphaseCloudStandIn } from "@solarmon/simulator/vendors";
import { describe, expect, test } from "vitest";

const NOON = Date.UTC(2025, 5, 10, 11);
const WORLD = { timeZone: "Europe/Berlin", noonAt: NOON };
const START_OF_DAY = Date.UTC(2025, 5, 9, 22);

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

interface Interval {
  readonly end_at: number;
  readonly devices_reporting: number;
  readonly powr: number;
}

async function start(clock = new VirtualClock(NOON)) {
  const standIn = await startEnphaseCloudStandIn(clock, WORLD);
  const { address = "", clientId, clientSecret, apiKey = "", refreshToken } = standIn.settings;
  const send = async (path: string, init: RequestInit): Promise<Reply> => {
    const reply = await fetch(`${address}${path}`, init);
    const body: Record<string, unknown> = JSON.parse(await reply.text());
    return { status: reply.status, body };
  };
  const refresh = async (token = refreshToken): Promise<Reply> =>
    await send(`/oauth/token?grant_type=refresh_token&refresh_token=${token}`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    });
  const [site] = standIn.sites;
  const get = async (path: string, token: unknown, key = apiKey): Promise<Reply> =>
    await send(`/api/v4/systems/${site?.key}/${path}`, {
      headers: { authorization: `Bearer ${String(token)}`, key },
    });
  return {
    clock,
    standIn,
    site,
    refresh,
    get,
    async [Symbol.asyncDispose]() {
      await standIn[Symbol.asyncDispose]();
    },
  };
}

describe("a stand-in of Enphase's cloud", () => {
  test("wants a token and a key, and takes a refresh token once", async () => {
    await using cloud = await start();
    const first = await cloud.refresh();
    expect(first.body).toMatchObject({ token_type: "bearer", expires_in: 86_393 });
    expect((await cloud.refresh()).status).toBe(401);
    const token = first.body["access_token"];
    expect((await cloud.get("summary", token)).status).toBe(200);
    const refused = { message: "Not Authorized", details: "User is not authorized", code: 401 };
    expect(await cloud.get("summary", token, "another")).toEqual({ status: 401, body: refused });
    cloud.clock.advance(DAY_MS);
    expect((await cloud.get("summary", token)).status).toBe(401);
  });

  test("answers the eleventh call of a minute with the minute's end", async () => {
    await using cloud = await start();
    const token = (await cloud.refresh()).body["access_token"];
    for (let call = 0; call < 10; call += 1)
      expect((await cloud.get("summary", token)).status).toBe(200);
    const { status, body } = await cloud.get("summary", token);
    expect(status).toBe(429);
    const period_end = (NOON + MINUTE_MS) / 1_000;
    expect(body).toMatchObject({ period: "minute", limit: 10, period_end });
    cloud.clock.advance(MINUTE_MS);
    expect((await cloud.get("summary", token)).status).toBe(200);
  });

  test("stamps intervals with their end, rounds them, and tells the exact energy of the day", async () => {
    await using cloud = await start();
    cloud.clock.advance(DAY_MS);
    const token = (await cloud.refresh()).body["access_token"];
    const query = `start_at=${START_OF_DAY / 1_000}&granularity=day`;
    const { body } = await cloud.get(`telemetry/production_micro?${query}`, token);
    const intervals = intervalsIn(body);
    expect(intervals).toHaveLength(288);
    expect(intervals[0]?.end_at).toBe(START_OF_DAY / 1_000 + 300);
    const truth = cloud.standIn.energyWh(cloud.site?.key ?? "", {
      start: START_OF_DAY,
      end: START_OF_DAY + DAY_MS,
    });
    const summed = intervals.reduce((sum, { powr }) => sum + powr / 12, 0);
    expect(Math.abs(summed - truth)).toBeLessThan(288 / 24);
    const day = await cloud.get("energy_lifetime?start_date=2025-06-10&end_date=2025-06-10", token);
    expect(day.body["production"]).toEqual([truth]);
  });

  test("has the newest intervals late, and without some devices at first", async () => {
    await using cloud = await start();
    const token = (await cloud.refresh()).body["access_token"];
    const at = async (): Promise<readonly Interval[]> => {
      const query = `start_at=${(NOON - HOUR_MS) / 1_000}&granularity=day`;
      return intervalsIn((await cloud.get(`telemetry/production_micro?${query}`, token)).body);
    };
    const early = (await at()).at(-1);
    expect(early?.end_at).toBe((NOON - 15 * MINUTE_MS) / 1_000);
    cloud.clock.advance(HOUR_MS);
    const late = (await at()).find(({ end_at }) => end_at === early?.end_at);
    expect(late?.devices_reporting).toBeGreaterThan(early?.devices_reporting ?? Infinity);
    expect(late?.powr).toBeGreaterThan(early?.powr ?? Infinity);
  });

  test("keeps telemetry for two years", async () => {
    await using cloud = await start();
    const token = (await cloud.refresh()).body["access_token"];
    const query = `start_at=${(NOON - 3 * 365 * DAY_MS) / 1_000}&granularity=day`;
    expect((await cloud.get(`telemetry/production_micro?${query}`, token)).status).toBe(422);
  });
});

function intervalsIn(body: Record<string, unknown>): readonly Interval[] {
  const intervals: readonly Interval[] = Array.isArray(body["intervals"]) ? body["intervals"] : [];
  return intervals;
}
