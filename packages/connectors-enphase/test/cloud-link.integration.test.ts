import type { Fetch } from "@solarmon/connectors-kit";
import { calendarOf, DAY_MS, MINUTE_MS } from "@solarmon/core";
import { type EnphaseEquipment, startEnphaseCloudStandIn } from "@solarmon/simulator/vendors";
import { describe, expect, it } from "vitest";
import { enphaseCloudConnector } from "../src/index.ts";
import { allOf, NOW, openLink, type OpenLink, WORLD } from "./support/open-link.ts";

async function open(systems: readonly EnphaseEquipment[], fetch?: Fetch): Promise<OpenLink> {
  return await openLink(
    enphaseCloudConnector,
    (clock, world) => startEnphaseCloudStandIn(clock, world, { systems }),
    fetch && { fetch },
  );
}

/** Changes replies of JSON on their way. */
function changing(change: (url: URL, body: Record<string, unknown>) => unknown): Fetch {
  return async (url, init) => {
    const reply = await fetch(url, init);
    const body = await reply.text();
    const fields: Record<string, unknown> = JSON.parse(body);
    const { status, headers } = reply;
    const changed = JSON.stringify(change(new URL(url), fields) ?? fields);
    return new Response(changed, {
      status,
      headers: { ...Object.fromEntries(headers), "content-length": "" },
    });
  };
}

/** Answers data calls with an error, as long as it stays in the list. */
function refusing(replies: { status: number; body: unknown }[]): Fetch {
  return async (url, init) => {
    const next = url.includes("/summary") ? replies.shift() : undefined;
    if (!next) return await fetch(url, init);
    return new Response(JSON.stringify(next.body), { status: next.status });
  };
}

describe("what the cloud is asked", () => {
  it("is one call a poll of a system, and a token once a day", async () => {
    await using bench = await open(["micros", "meters-and-battery"]);
    bench.newCalls();
    await allOf(bench.link.poll(bench.sites));
    const [first, second] = bench.sites.map(({ key }) => key);
    expect(bench.newCalls()).toEqual([
      `GET /api/v4/systems/${first}/summary`,
      `GET /api/v4/systems/${second}/summary`,
    ]);
    bench.clock.advance(DAY_MS);
    await allOf(bench.link.poll(bench.sites.slice(0, 1)));
    expect(bench.newCalls()).toEqual(["POST /oauth/token", `GET /api/v4/systems/${first}/summary`]);
  });

  it("is one call for a week of each kind of telemetry, and one for its days", async () => {
    await using bench = await open(["micros", "meters-and-battery"]);
    const span = { start: NOW - 9 * DAY_MS, end: NOW - 2 * DAY_MS };
    for (const [index, paths] of [
      ["telemetry/production_micro", "energy_lifetime"],
      [
        "telemetry/production_micro",
        "energy_import_telemetry",
        "energy_export_telemetry",
        "telemetry/battery",
        "energy_lifetime",
      ],
    ].entries()) {
      const site = bench.sites[index];
      if (!site) throw new Error("no such system");
      bench.newCalls();
      const pages = await allOf(bench.link.history?.(site, span));
      expect(pages.map(({ covers }) => covers)).toEqual([span]);
      const prefix = `GET /api/v4/systems/${site.key}/`;
      expect(bench.newCalls()).toEqual(paths.map((path) => `${prefix}${path}`));
    }
  });

  it("is the list of devices once a week", async () => {
    await using bench = await open(["micros"]);
    bench.newCalls();
    await bench.link.discover();
    expect(bench.newCalls()).toEqual(["GET /api/v4/systems"]);
    bench.clock.advance(7 * DAY_MS);
    await bench.link.discover();
    expect(bench.newCalls()).toHaveLength(3);
  });

  it("goes on where the minute's calls ended, when a discovery needs more", async () => {
    const systems = Array.from({ length: 12 }, () => "micros" as const);
    await using bench = await openLink(
      enphaseCloudConnector,
      (clock, world) => startEnphaseCloudStandIn(clock, world, { systems }),
      { isFound: false },
    );
    const first = await bench.link.discover().catch((error: unknown) => error);
    expect(first).toMatchObject({ kind: "rate", status: null });
    bench.clock.advance(2 * MINUTE_MS);
    expect(await bench.link.discover()).toHaveLength(12);
  });
});

describe("the past", () => {
  it("has the exact energy of each whole day, also of 23 and of 25 hours", async () => {
    await using bench = await open(["micros"]);
    const [site] = bench.sites;
    if (!site) throw new Error("no system");
    for (const changeAt of [Date.UTC(2024, 2, 31, 1), Date.UTC(2023, 9, 29, 1)]) {
      const day = calendarOf(WORLD.timeZone).day(changeAt);
      const pages = await allOf(bench.link.history?.(site, day));
      const energies = pages
        .flatMap(({ readings }) => readings)
        .filter(({ values }) => values["acEnergyToday"] !== undefined);
      expect(energies).toMatchObject([
        {
          deviceId: `site:${site.key}`,
          measuredAt: day.end - 1,
          values: { acEnergyToday: bench.standIn.energyWh(site.key, day) },
        },
      ]);
    }
  });

  it("is read on from where a reply was cut", async () => {
    const cut = changing((url, body) => {
      if (url.searchParams.get("granularity") !== "week") return undefined;
      const end_at = Number(body["start_at"]) + DAY_MS / 1_000;
      const intervals: { end_at: number }[] = Object(body["intervals"]);
      return { ...body, end_at, intervals: intervals.filter((row) => row.end_at <= end_at) };
    });
    await using bench = await open(["micros"], cut);
    const [site] = bench.sites;
    if (!site) throw new Error("no system");
    const start = Date.UTC(2024, 5, 3);
    const pages = await allOf(bench.link.history?.(site, { start, end: start + 3 * DAY_MS }));
    expect(pages.map(({ covers }) => covers)).toEqual([
      { start, end: start + DAY_MS },
      { start: start + DAY_MS, end: start + 2 * DAY_MS },
      { start: start + 2 * DAY_MS, end: start + 3 * DAY_MS },
    ]);
    const means = pages
      .flatMap(({ readings }) => readings)
      .filter(({ values }) => values["acPower"] !== undefined);
    expect(means).toHaveLength(3 * 288);
  });
});

async function pollWith(replies: { status: number; body: unknown }[]): Promise<unknown> {
  await using bench = await open(["micros", "micros"], refusing(replies));
  return await allOf(bench.link.poll(bench.sites)).catch((error: unknown) => error);
}

describe("refusals of the cloud", () => {
  it("wait until the period ends that they name", async () => {
    const monthEnd = Date.UTC(2024, 6, 1);
    const body = {
      message: "Too Many Requests",
      details: "Usage limit exceeded for plan Watt",
      code: 429,
      period: "month",
      period_start: Date.UTC(2024, 5, 1) / 1_000,
      period_end: monthEnd / 1_000,
      limit: 1_000,
    };
    expect(await pollWith([{ status: 429, body }])).toMatchObject({
      kind: "rate",
      retryAt: monthEnd,
    });
  });

  it("that name none wait for a minute, and then for the next day", async () => {
    const refusal = { status: 429, body: { message: "Too Many Requests", code: 429 } };
    await using bench = await open(["micros"], refusing([refusal, refusal]));
    const poll = (): Promise<unknown> =>
      allOf(bench.link.poll(bench.sites)).catch((error: unknown) => error);
    expect(await poll()).toMatchObject({ kind: "rate", retryAt: NOW + MINUTE_MS });
    bench.clock.advance(MINUTE_MS);
    expect(await poll()).toMatchObject({ kind: "rate", retryAt: Date.UTC(2024, 5, 11) });
  });

  it("of a key that belongs to another app are a matter of logging in", async () => {
    const body = { message: "Forbidden", details: "API Key–Client mismatch", code: 403 };
    const replies = Array.from({ length: 3 }, () => ({ status: 403, body }));
    expect(await pollWith(replies)).toMatchObject({ kind: "auth" });
  });

  it("of one system hide no other", async () => {
    const gone = { message: "Not Found", details: 'System not found for {:id=>"1"}', code: 404 };
    const invalid = { message: "Unprocessable Entity", details: "no", code: 422 };
    const down = { errorCode: 7, errorMessages: ["Data is temporarily unavailable"] };
    for (const [status, body, kind] of [
      [404, gone, "gone"],
      [403, { message: "Forbidden", code: 403 }, "permission"],
      [422, invalid, "invalid"],
      [500, down, "transient"],
      [501, { reason: "501", message: ["Not Implemented"] }, "invalid"],
      [200, down, "transient"],
    ] as const)
      expect(await pollWith([{ status, body }])).toMatchObject([
        { readings: [], error: { kind } },
        { readings: [{ values: { acEnergyTotal: expect.any(Number) } }] },
      ]);
  });
});
