import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { type EnphaseGatewayModel, startEnphaseGatewayStandIn } from "@solarmon/simulator/vendors";
import { describe, expect, test } from "vitest";

const NOON = Date.UTC(2025, 5, 10, 11);
const WORLD = { timeZone: "Europe/Berlin", noonAt: NOON };

async function start(model: EnphaseGatewayModel) {
  const clock = new VirtualClock(NOON);
  const standIn = await startEnphaseGatewayStandIn(clock, WORLD, { model, logIn: "token" });
  const { address = "", token = "" } = standIn.settings;
  return {
    clock,
    standIn,
    token,
    get: async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
      await fetch(`${address}${path}`, { headers }),
    async [Symbol.asyncDispose]() {
      await standIn[Symbol.asyncDispose]();
    },
  };
}

async function itemsOf(reply: Response): Promise<readonly Record<string, unknown>[]> {
  const { production }: { production: Record<string, unknown>[] } = JSON.parse(await reply.text());
  return production;
}

describe("a stand-in of an IQ Gateway", () => {
  test("lets in by a token, and by a session until it is idle for ten minutes", async () => {
    await using gateway = await start("metered");
    const bearer = { authorization: `Bearer ${gateway.token}` };
    const refused = await gateway.get("/production.json");
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain("401 Authorization Required");
    expect((await gateway.get("/production.json", bearer)).status).toBe(200);
    const checked = await gateway.get("/auth/check_jwt", bearer);
    const cookie = checked.headers.get("set-cookie")?.split(";")[0] ?? "";
    for (let poll = 0; poll < 3; poll += 1) {
      gateway.clock.advance(9 * MINUTE_MS);
      expect((await gateway.get("/production.json", { cookie })).status).toBe(200);
    }
    gateway.clock.advance(11 * MINUTE_MS);
    expect((await gateway.get("/production.json", { cookie })).status).toBe(401);
  });

  test("counts with its CT to the Wh, and shows the micro-inverters' sum some minutes late", async () => {
    await using gateway = await start("metered");
    const ask = async (): Promise<readonly Record<string, unknown>[]> =>
      await itemsOf(
        await gateway.get("/production.json", { authorization: `Bearer ${gateway.token}` }),
      );
    gateway.clock.advance(2 * MINUTE_MS);
    const [sum, before] = await ask();
    expect(sum?.["readingTime"]).toBe(NOON / 1_000);
    gateway.clock.advance(3 * HOUR_MS);
    const [, after] = await ask();
    const span = { start: NOON + 2 * MINUTE_MS, end: NOON + 2 * MINUTE_MS + 3 * HOUR_MS };
    expect(Number(after?.["whLifetime"]) - Number(before?.["whLifetime"])).toBe(
      gateway.standIn.energyWh("local", span),
    );
    gateway.clock.advance(DAY_MS / 2);
    expect((await ask())[0]).toMatchObject({ readingTime: 0, wNow: 0 });
  });

  test("with old firmware asks for a log-in at the list of micro-inverters only", async () => {
    await using gateway = await start("legacy");
    expect(await (await gateway.get("/info")).text()).not.toContain("web-tokens");
    expect((await gateway.get("/production.json")).status).toBe(200);
    const refused = await gateway.get("/api/v1/production/inverters");
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toMatch(/^Digest realm=/u);
  });
});
