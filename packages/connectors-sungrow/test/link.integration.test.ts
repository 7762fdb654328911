import {
  createMemoryHost,
  type Fetch,
  type KnownSite,
  type LinkPage,
} from "@solarmon/connectors-kit";
import { HOUR_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { sungrowConnector } from "@solarmon/connectors-sungrow";
import { expect, test } from "vitest";
import type { LoginKind } from "./support/sungrow-login.ts";
import { startSungrowStandIn } from "./support/sungrow-stand-in.ts";

const NOW = Date.parse("2025-10-28T12:02:00Z");
const WORLD = {
  timeZone: "Europe/Berlin",
  noonAt: Date.parse("2025-10-28T11:00:00Z"),
  countsCalls: false,
};

async function openLink(
  kind: LoginKind,
  change: { readonly settings?: Record<string, string>; readonly fetch?: Fetch } = {},
) {
  const clock = new VirtualClock(NOW);
  const standIn = await startSungrowStandIn(clock, WORLD, kind);
  const settings = { ...standIn.settings, ...change.settings };
  const { fetch } = change;
  const host = await createMemoryHost(sungrowConnector, settings, {
    clock,
    ...(fetch && { fetch }),
  });
  const link = sungrowConnector.open(settings, host);
  const find = async (): Promise<KnownSite[]> =>
    (await link.discover()).map((site) => ({ ...site, timeZone: WORLD.timeZone }));
  const newCalls = (from: number) => standIn.calls.slice(from).map(({ what }) => what);
  return { clock, standIn, link, find, newCalls };
}

async function allOf(pages: AsyncIterable<LinkPage> | undefined): Promise<LinkPage[]> {
  const all: LinkPage[] = [];
  for await (const page of pages ?? []) all.push(page);
  return all;
}

test("devices of many plants share a call if they are of a type", async () => {
  const { standIn, link, find, newCalls } = await openLink("oauth2");
  await using _ = standIn;
  const sites = await find();
  const before = standIn.calls.length;
  const pages = await allOf(link.poll(sites));
  expect(pages.map(({ readings }) => readings.length)).toEqual([4, 2, 2]);
  expect(newCalls(before)).toEqual([
    "POST /openapi/platform/getDeviceRealTimeData",
    "POST /openapi/platform/getDeviceRealTimeData",
    "POST /openapi/platform/getPowerStationRealTimeData",
    "POST /openapi/platform/getDeviceRealTimeData",
  ]);
});

test("a plant with hybrids only counts energy as a whole", async () => {
  const { standIn, link, find } = await openLink("account");
  await using _ = standIn;
  const [page] = await allOf(link.poll((await find()).slice(2)));
  expect(page?.readings).toMatchObject([
    { deviceId: "1129149_14_1_1", kind: "inverter" },
    {
      deviceId: "site:1129149",
      kind: "inverter",
      values: { acEnergyTotal: expect.any(Number), acPower: expect.any(Number) },
    },
  ]);
});

test("a day is asked for in parts of three hours, and a token is renewed on the way", async () => {
  const { clock, standIn, link, find, newCalls } = await openLink("oauth2");
  await using _ = standIn;
  const [site] = await find();
  clock.advance(HOUR_MS);
  const before = standIn.calls.length;
  const start = Date.parse("2025-10-25T22:00:00Z");
  const devices = site!.devices.slice(0, 1);
  const pages = await allOf(
    link.history?.({ ...site!, devices }, { start, end: start + 25 * HOUR_MS }),
  );
  expect(pages.map(({ covers }) => covers)).toEqual([{ start, end: start + 25 * HOUR_MS }]);
  expect(pages[0]?.readings).toHaveLength(25 * 12);
  expect(pages[0]?.problems.filter(({ code }) => code === "time_ambiguous")).toEqual([]);
  const calls = newCalls(before);
  expect(calls.filter((what) => what.endsWith("getDevicePointMinuteDataList"))).toHaveLength(8);
  expect(calls.filter((what) => what.endsWith("refreshToken"))).toHaveLength(1);
});

const refuseWeather: Fetch = async (url, init) =>
  typeof init.body === "string" && init.body.includes('"2003"')
    ? Response.json({ result_code: "009", result_data: null, result_msg: "er_parameter" })
    : await fetch(url, init);

test("what is refused for one type of devices hides no other", async () => {
  const { standIn, link, find } = await openLink("account", { fetch: refuseWeather });
  await using _ = standIn;
  const [page] = await allOf(link.poll(await find()));
  expect(page?.error?.kind).toBe("invalid");
  expect(page?.readings.map(({ kind }) => kind)).toEqual(["inverter", "inverter", "logger"]);
});

test("a wrong password is tried once, and what is left is told", async () => {
  const { standIn, link, newCalls } = await openLink("account", {
    settings: { password: "wrong" },
  });
  await using _ = standIn;
  await expect(link.discover()).rejects.toThrow("4 attempts are left");
  await expect(link.discover()).rejects.toMatchObject({ kind: "auth" });
  expect(newCalls(0)).toEqual(["POST /openapi/login"]);
});

test("a code that was used needs the owner", async () => {
  const { standIn, link } = await openLink("oauth2", { settings: { code: "used" } });
  await using _ = standIn;
  await expect(link.discover()).rejects.toMatchObject({ kind: "auth" });
});
