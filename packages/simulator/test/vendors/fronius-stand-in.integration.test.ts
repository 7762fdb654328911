import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { startFroniusStandIn } from "@solarmon/simulator/vendors";
import { describe, expect, test } from "vitest";

const NOON = Date.UTC(2025, 2, 30, 11);
const WORLD = { timeZone: "Europe/Vienna", noonAt: NOON };
const INVERTER = "GetInverterRealtimeData.cgi?Scope=Device&DataCollection=CommonInverterData";

type Reply = { readonly Head: Record<string, unknown>; readonly Body: Record<string, unknown> };

async function ask(
  path: string,
  model: "datamanager" | "gen24" = "datamanager",
  clock = new VirtualClock(NOON),
): Promise<Reply> {
  await using standIn = await startFroniusStandIn(clock, WORLD, model);
  const reply = await fetch(`${standIn.settings["address"]}/solar_api/v1/${path}`);
  const json: Reply = JSON.parse(await reply.text());
  return json;
}

function archivePath(day: string): string {
  return `GetArchiveData.cgi?Scope=System&StartDate=${day}&EndDate=${day}&Channel=PowerReal_PAC_Sum`;
}

describe("a Fronius stand-in", () => {
  test("tells times with their offset, and energy that is the truth", async () => {
    const clock = new VirtualClock(NOON);
    await using standIn = await startFroniusStandIn(clock, WORLD);
    const flow = async (): Promise<number> => {
      const url = `${standIn.settings["address"]}/solar_api/v1/GetPowerFlowRealtimeData.fcgi`;
      const { Body }: { Body: { Data: { Site: { E_Total: number } } } } = JSON.parse(
        await (await fetch(url)).text(),
      );
      return Body.Data.Site.E_Total;
    };
    const before = await flow();
    clock.advance(3 * HOUR_MS);
    const truth = standIn.energyWh("local", { start: NOON, end: NOON + 3 * HOUR_MS });
    expect(truth).toBeGreaterThan(5_000);
    expect((await flow()) - before).toBe(truth);
  });

  test("drops the AC values of an inverter that sleeps", async () => {
    const night = new VirtualClock(NOON + DAY_MS / 2);
    const { Body, Head } = await ask(`${INVERTER}&DeviceId=1`, "datamanager", night);
    expect(Body["Data"]).toMatchObject({ DeviceStatus: { StatusCode: 3, ErrorCode: 523 } });
    expect(Body["Data"]).not.toHaveProperty("PAC");
    expect(Head["Timestamp"]).toBe("2025-03-31T01:00:00+02:00");
  });

  test("answers 200 with a code for what it has not", async () => {
    const { Head } = await ask(`${INVERTER}&DeviceId=7`);
    expect(Head["Status"]).toMatchObject({ Code: 12 });
    expect((await ask(archivePath("30.3.2025"), "gen24")).Head["Status"]).toMatchObject({
      Code: 11,
    });
    expect((await ask(archivePath("soon"))).Head["Status"]).toMatchObject({ Code: 6 });
  });

  test("keeps an archive of local days, by seconds since they began", async () => {
    const tomorrow = new VirtualClock(NOON + DAY_MS);
    const { Body } = await ask(archivePath("30.3.2025"), "datamanager", tomorrow);
    const {
      Data,
    }: { Data: Record<string, { Start: string; Data: Record<string, { Values: object }> }> } =
      JSON.parse(JSON.stringify(Body));
    const node = Data["inverter/1"];
    expect(node?.Start).toBe("2025-03-30T00:00:00+01:00");
    const values = node?.Data["PowerReal_PAC_Sum"]?.Values ?? {};
    // 23 hours in steps of five minutes.
    expect(Object.keys(values)).toHaveLength(23 * 12);
  });
});
