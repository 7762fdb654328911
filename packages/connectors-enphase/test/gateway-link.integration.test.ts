import { createMemoryHost } from "@solarmon/connectors-kit";
import { DAY_MS, MINUTE_MS } from "@solarmon/core";
import {
  type EnphaseGatewayStandInOptions,
  startEnphaseGatewayStandIn,
} from "@solarmon/simulator/vendors";
import { describe, expect, it } from "vitest";
import { enphaseGatewayConnector } from "../src/index.ts";
import { allOf, NOW, openLink, type OpenLink } from "./support/open-link.ts";

async function open(
  options: EnphaseGatewayStandInOptions,
  settings: Record<string, string> = {},
): Promise<OpenLink> {
  return await openLink(
    enphaseGatewayConnector,
    (clock, world) => startEnphaseGatewayStandIn(clock, world, options),
    { settings },
  );
}

describe("what a gateway is asked", () => {
  it("is the production first, and then what it has beside", async () => {
    await using bench = await open({ model: "metered" });
    bench.newCalls();
    await allOf(bench.link.poll(bench.sites));
    expect(bench.newCalls()).toEqual([
      "GET /production.json",
      "GET /ivp/meters/readings",
      "GET /ivp/ensemble/power",
    ]);
  });

  it("is one call where there is nothing beside", async () => {
    await using bench = await open({ model: "unmetered" });
    bench.newCalls();
    await allOf(bench.link.poll(bench.sites));
    expect(bench.newCalls()).toEqual(["GET /api/v1/production"]);
  });
});

describe("the log-in of a gateway", () => {
  it("is one session for as long as it is polled, and a new one after ten idle minutes", async () => {
    await using bench = await open({ model: "unmetered" });
    bench.newCalls();
    for (let poll = 0; poll < 60; poll += 1) {
      bench.clock.advance(MINUTE_MS);
      await allOf(bench.link.poll(bench.sites));
    }
    expect(new Set(bench.newCalls())).toEqual(new Set(["GET /api/v1/production"]));
    bench.clock.advance(11 * MINUTE_MS);
    await allOf(bench.link.poll(bench.sites));
    expect(bench.newCalls()).toEqual(["GET /auth/check_jwt", "GET /api/v1/production"]);
  });

  it("is renewed a week before the token ends", async () => {
    await using bench = await open({ model: "unmetered" });
    bench.newCalls();
    bench.clock.advance(357 * DAY_MS);
    await allOf(bench.link.poll(bench.sites));
    expect(bench.newCalls()).not.toContain("POST /tokens");
    bench.clock.advance(2 * DAY_MS);
    await allOf(bench.link.poll(bench.sites));
    expect(bench.newCalls()).toEqual([
      "POST /login/login.json",
      "POST /tokens",
      "GET /auth/check_jwt",
      "GET /api/v1/production",
    ]);
  });

  it("with a pasted token ends when the token ends, and says what to do", async () => {
    await using bench = await open({ model: "unmetered", logIn: "token" });
    bench.clock.advance(364 * DAY_MS);
    expect(await allOf(bench.link.poll(bench.sites))).toHaveLength(1);
    bench.clock.advance(2 * DAY_MS);
    await expect(allOf(bench.link.poll(bench.sites))).rejects.toMatchObject({
      kind: "auth",
      message: expect.stringContaining("paste a new token"),
    });
  });

  it("with a second factor is told once, and not tried again", async () => {
    await using bench = await openLink(
      enphaseGatewayConnector,
      (clock, world) => startEnphaseGatewayStandIn(clock, world, { logIn: "second-factor" }),
      { isFound: false },
    );
    const refused = { kind: "auth", message: expect.stringContaining("second factor") };
    await expect(bench.link.discover()).rejects.toMatchObject(refused);
    expect(bench.newCalls()).toEqual(["GET /info", "POST /login/login.json"]);
    await expect(bench.link.discover()).rejects.toMatchObject({ kind: "auth" });
    expect(bench.newCalls()).not.toContain("POST /login/login.json");
  });

  it("is none with old firmware, but for the list of micro-inverters", async () => {
    await using bench = await open({ model: "legacy", readsEach: true });
    expect(bench.sites).toEqual(
      bench.standIn.sites.map((site) => expect.objectContaining({ key: site.key })),
    );
    const [page] = await allOf(bench.link.poll(bench.sites));
    const keys = bench.standIn.sites.flatMap(({ devices }) => devices.map(({ key }) => key));
    expect(page?.readings.map(({ deviceId }) => deviceId).toSorted()).toEqual(keys.toSorted());
    expect(page?.error).toBeUndefined();
    bench.newCalls();
    await allOf(bench.link.poll(bench.sites));
    expect(bench.newCalls()).toEqual([
      "GET /api/v1/production",
      "GET /api/v1/production/inverters",
    ]);
  });

  it("with old firmware and a changed password reads what needs none", async () => {
    await using bench = await open({ model: "legacy" }, { localPassword: "changed-by-owner" });
    expect(await allOf(bench.link.poll(bench.sites))).toMatchObject([
      { readings: [{ deviceId: "production" }] },
    ]);
  });
});

describe("addresses of a gateway", () => {
  it("without a scheme are tried with TLS and then without", async () => {
    let host = "";
    await using bench = await openLink(enphaseGatewayConnector, async (clock, world) => {
      const standIn = await startEnphaseGatewayStandIn(clock, world, { model: "legacy" });
      host = new URL(standIn.settings["address"] ?? "").host;
      return { ...standIn, settings: { ...standIn.settings, address: host } };
    });
    expect(enphaseGatewayConnector.quotaKeyOf(bench.standIn.settings)).toBe(`enphase/${host}`);
    expect(bench.sites).toHaveLength(1);
  });

  it("without a scheme get no token without TLS", async () => {
    await using bench = await openLink(
      enphaseGatewayConnector,
      async (clock, world) => {
        const standIn = await startEnphaseGatewayStandIn(clock, world);
        const { host } = new URL(standIn.settings["address"] ?? "");
        return { ...standIn, settings: { ...standIn.settings, address: host } };
      },
      { isFound: false },
    );
    await expect(bench.link.discover()).rejects.toMatchObject({
      kind: "auth",
      message: expect.stringContaining("without TLS"),
    });
    expect(bench.newCalls()).toEqual(["GET /info"]);
  });

  it("and other settings that make no sense are named", async () => {
    const host = await createMemoryHost(enphaseGatewayConnector, { address: "192.168.1.40" });
    for (const [name, value] of [
      ["inverters", "some"],
      ["certificate", "12:34"],
      ["email", "owner@example.com"],
    ] as const)
      expect(() =>
        enphaseGatewayConnector.open({ address: "192.168.1.40", [name]: value }, host),
      ).toThrow(name === "email" ? "password" : name);
  });
});

describe("each micro-inverter", () => {
  it("has its own counter with new firmware, and the CT is a meter beside them", async () => {
    await using bench = await open({ model: "metered", readsEach: true });
    const [site] = bench.sites;
    const inverters = site?.devices.filter(({ kind }) => kind === "inverter") ?? [];
    expect(inverters).toHaveLength(3);
    const start = await countersOf(bench);
    bench.clock.set(NOW + 90 * MINUTE_MS);
    const end = await countersOf(bench);
    for (const { key } of inverters) {
      expect(end.get(key)).toBeGreaterThan(start.get(key) ?? Number.NaN);
      expect(Number.isInteger(end.get(key))).toBe(true);
    }
    expect(site?.devices.find(({ key }) => key === "meter:production")?.kind).toBe("meter");
    const span = { start: NOW, end: NOW + 90 * MINUTE_MS };
    const made = (end.get("meter:production") ?? 0) - (start.get("meter:production") ?? 0);
    expect(made).toBe(bench.standIn.energyWh("local", span));
  });
});

async function countersOf(bench: OpenLink): Promise<ReadonlyMap<string, number>> {
  const pages = await allOf(bench.link.poll(bench.sites));
  return new Map(
    pages
      .flatMap(({ readings }) => readings)
      .flatMap(({ deviceId, values }) => {
        const wh = values["acEnergyTotal"];
        return typeof wh === "number" ? [[deviceId, wh] as const] : [];
      }),
  );
}
