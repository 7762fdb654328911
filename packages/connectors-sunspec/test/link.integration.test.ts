import { readdirSync } from "node:fs";
import { HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { StandInModbus } from "@solarmon/connectors-kit/stand-in";
import { readRegisterDump, sunspecDecoder } from "@solarmon/connectors-sunspec";
import { startSunspecStandIn, type SunspecModel } from "@solarmon/simulator/vendors";
import { array, assert, asyncProperty, constant, nat, oneof, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { capture, captureUrl, common, dumpOf, HAS_CAPTURES } from "./fixtures.ts";
import { inverter, meter } from "./made-up-models.ts";
import { keysIn, linkTo, pollOnce, readingsIn } from "./support/linked.ts";
import { requestsTo, startDevice } from "./support/modbus-device.ts";

const NOON = Date.UTC(2026, 5, 1, 11);
const WORLD = { timeZone: "Europe/Berlin", noonAt: NOON };
const host = "127.0.0.1";
const clock = { now: () => NOON };

async function standIn(model: SunspecModel, at = clock) {
  return await startSunspecStandIn(at, WORLD, model);
}

function wordsOf(dump: Uint8Array): ReadonlyMap<number, number> {
  const { image } = readRegisterDump(dump);
  return new Map([...image.addresses()].map((address) => [address, image.get(address) ?? 0]));
}

function settingsOf({ port }: StandInModbus, unitIds = "1") {
  return { host, port: String(port), unitIds };
}

function captureNames(): readonly string[] {
  return HAS_CAPTURES ? readdirSync(new URL("registers/", captureUrl())) : ["none"];
}

/** Of rows with a state and a count. */
function sumOf(inverters: readonly (readonly unknown[])[]): number {
  return inverters.reduce((sum, [, wh]) => sum + Number(wh), 0);
}

describe("a poll", () => {
  it.each([
    ["solaredge", ["1 40052+69", "1 40171+124", "2 40052+69"]],
    [
      "gen24",
      ["1 40052+80", "1 40238+116", "1 40354+26", "200 40052+18", "200 40070+124", "200 40194+2"],
    ],
    ["ieee1547", ["1 50052+18", "1 50070+123", "1 50277+76", "1 50353+70", "2 50052+82"]],
  ] as const)("of %s reads what changes, and no more", async (model, wanted) => {
    await using device = await standIn(model);
    await using link = await linkTo(device.settings, { clock });
    await pollOnce(link);
    const before = device.calls.length;
    await pollOnce(link);
    const calls = device.calls.slice(before).map(({ what }) => what);
    expect(calls).toEqual(wanted.map((call) => `unit ${call.replace(" ", " registers ")}`));
  });

  it("reads model by model where a device refuses anything else, and remembers that", async () => {
    const words = wordsOf(
      dumpOf(40_000, [common("Acme", "S1"), inverter({ 12: 700, 13: 0 }), meter(90)]),
    );
    const borders = [40_002, 40_070, 40_122, 40_229];
    const crosses = (address: number, count: number): boolean =>
      borders.some((border) => address < border && border < address + count);
    await using device = await startDevice(words, ({ address, count }) =>
      crosses(address, count) ? 2 : undefined,
    );
    await using link = await linkTo(settingsOf(device), { clock });
    const values = readingsIn(await pollOnce(link)).map((reading) => reading.values);
    expect(values).toMatchObject([{ acPower: 700 }, { gridImportPower: 90 }]);
    const before = device.calls.length;
    await pollOnce(link);
    expect(requestsTo(device).slice(before)).toEqual([
      [40_052, 18],
      [40_070, 52],
      [40_122, 107],
    ]);
  });

  it("looks on where a device calls an address outside of its map a bad value or a failure", async () => {
    for (const exception of [2, 3, 4]) {
      const words = wordsOf(dumpOf(50_000, [common("Acme", "S1"), meter(90)]));
      await using device = await startDevice(words, ({ address }) =>
        address < 50_000 ? exception : undefined,
      );
      await using link = await linkTo(settingsOf(device), { clock });
      expect(keysIn(await pollOnce(link))).toEqual(["S1"]);
    }
    await using failed = await startDevice(new Map(), () => 4);
    await using link = await linkTo(settingsOf(failed), { clock });
    expect((await pollOnce(link))[0]?.error).toMatchObject({ kind: "transient" });
  });

  it.each([0, 40_000, 50_000, 1_000, 4_096])("finds the marker at %i", async (base) => {
    const words = wordsOf(dumpOf(base, [common("Acme", "S1"), meter(90)]));
    await using device = await startDevice(words);
    await using link = await linkTo(settingsOf(device), { clock });
    expect(keysIn(await pollOnce(link))).toEqual(["S1"]);
  });

  it("takes the last model for the end where a device forgets to mark it", async () => {
    const words = new Map(wordsOf(dumpOf(40_000, [common("Acme", "S1"), meter(90)])));
    for (const address of [40_177, 40_178]) expect(words.delete(address)).toBe(true);
    await using device = await startDevice(words);
    await using link = await linkTo(settingsOf(device), { clock });
    const [page] = await pollOnce(link);
    expect(page?.readings).toHaveLength(1);
    expect(page?.problems.map(({ code }) => code)).not.toContain("missing_field");
  });

  it("finds models that an update has moved, and tells what is new", async () => {
    await using device = await standIn("gen24");
    await using link = await linkTo(device.settings, { clock });
    const before = await pollOnce(link);
    device.misbehave("new-field");
    const after = await pollOnce(link);
    expect(readingsIn(after)).toEqual(readingsIn(before));
    expect(after[0]?.problems).toContainEqual(
      expect.objectContaining({ code: "unsupported", detail: expect.stringContaining("64110") }),
    );
    const calls = device.calls.length;
    await pollOnce(link);
    expect(device.calls.length - calls).toBe(6);
  });

  it("knows a device that took the place of another by its serial number", async () => {
    let serial = "OLD-1";
    await using device = await StandInModbus.start({
      clock,
      wordsOf: () =>
        wordsOf(dumpOf(40_000, [common("Acme", serial), inverter({ 12: 700, 13: 0 })])),
    });
    await using link = await linkTo(settingsOf(device), { clock });
    expect(keysIn(await pollOnce(link))).toEqual(["OLD-1"]);
    serial = "NEW-2";
    expect(keysIn(await pollOnce(link))).toEqual(["NEW-2"]);
  });

  it("tells of a unit that refuses, and hides no other", async () => {
    await using device = await standIn("solaredge");
    await using link = await linkTo(device.settings, { clock });
    device.misbehave("dead-device");
    const pages = await pollOnce(link);
    expect(keysIn(pages)).toEqual(["7E1504AA", "4000123"]);
    expect(pages.map(({ error }) => error?.kind)).toEqual([undefined, "transient"]);
    expect(pages[1]?.error?.message).toMatch(/unit 2 answers Modbus exception 11/u);
  });

  it("goes on with the next unit after one that is silent", async () => {
    const words = wordsOf(dumpOf(0, [common("Acme", "S1"), meter(90)]));
    await using device = await StandInModbus.start({
      clock,
      wordsOf: () => words,
      isForOneClient: true,
      trouble: ({ unitId }) => (unitId === 1 ? "silent" : undefined),
    });
    await using link = await linkTo(settingsOf(device, "1, 2"), { clock });
    const pages = await pollOnce(link);
    expect(pages.map(({ error, readings }) => [error?.kind, readings.length])).toEqual([
      ["transient", 0],
      [undefined, 1],
    ]);
  });

  it("of a host that takes no connection fails as a whole", async () => {
    const device = await startDevice(new Map());
    await device[Symbol.asyncDispose]();
    await using link = await linkTo(settingsOf(device, "1 2 3"), { clock });
    await expect(pollOnce(link)).rejects.toMatchObject({ kind: "transient" });
    await expect(link.discover()).rejects.toMatchObject({ kind: "transient" });
  });

  it("of a host without SunSpec says what is wrong", async () => {
    await using device = await startDevice(new Map([[40_000, 7]]));
    await using link = await linkTo(settingsOf(device), { clock });
    const [page] = await pollOnce(link);
    expect(page?.error).toMatchObject({ kind: "invalid" });
    await expect(link.discover()).rejects.toMatchObject({ kind: "invalid" });
  });

  it("leaves the only connection to others between polls, and waits for its turn", async () => {
    await using device = await standIn("solaredge");
    const links = await Promise.all(
      ["1", "2", "1, 2"].map((unitIds) => linkTo({ ...device.settings, unitIds }, { clock })),
    );
    const pages = await Promise.all(links.map(pollOnce));
    expect(pages.flat().map(({ error }) => error)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(Math.max(...device.calls.map(({ concurrent }) => concurrent))).toBe(1);
  });

  it("takes a counter of 0 at wake-up for no count, and goes on to the Wh", async () => {
    const dawn = NOON - 7 * HOUR_MS;
    const moving = new VirtualClock(dawn - HOUR_MS);
    await using device = await standIn("solaredge", moving);
    await using link = await linkTo(device.settings, { clock: moving });
    const invertersAt = async (at: number) => {
      moving.set(at);
      const inverters = readingsIn(await pollOnce(link)).filter(({ kind }) => kind === "inverter");
      return inverters.map(({ values }) => [values["status"], values["acEnergyTotal"]]);
    };
    const night = await invertersAt(dawn - HOUR_MS);
    expect(await invertersAt(dawn + 5 * MINUTE_MS)).toEqual([
      [3, undefined],
      [3, undefined],
    ]);
    const day = await invertersAt(dawn + 3 * HOUR_MS);
    expect([night, day].map((inverters) => inverters.map(([status]) => status))).toEqual([
      [2, 2],
      [4, 4],
    ]);
    const span = { start: dawn - HOUR_MS, end: dawn + 3 * HOUR_MS };
    expect(sumOf(day) - sumOf(night)).toBe(device.energyWh("local", span));
  });

  it("shows every unit's registers as a dump, under made-up serial numbers", async () => {
    await using device = await standIn("solaredge");
    const dumps: Uint8Array[] = [];
    const onReply = (_request: unknown, reply: { readonly body: Uint8Array }): void => {
      dumps.push(reply.body);
    };
    await using link = await linkTo(device.settings, { clock, onReply });
    const pages = await pollOnce(link);
    const decoded = dumps.flatMap((body) => {
      const reply = { body, receivedAt: NOON };
      return sunspecDecoder.decode("registers", reply, { timeZone: "UTC" }).readings;
    });
    expect(decoded.map(({ values }) => values)).toEqual(
      readingsIn(pages).map(({ values }) => values),
    );
    expect(decoded.map(({ deviceId }) => deviceId)).toEqual([
      "SERIAL-1-1",
      "SERIAL-1-2",
      "SERIAL-2-1",
    ]);
  });

  it.skipIf(!HAS_CAPTURES).each(captureNames())(
    "gives what the dump of a real device gives: %s",
    async (file) => {
      const body = capture(`registers/${file}`);
      const reply = { body, receivedAt: NOON };
      const { readings } = sunspecDecoder.decode("registers", reply, { timeZone: "UTC" });
      await using device = await startDevice(wordsOf(body));
      await using link = await linkTo(settingsOf(device), { clock });
      expect(readingsIn(await pollOnce(link))).toEqual(readings);
      expect(readingsIn(await pollOnce(link))).toEqual(readings);
    },
  );

  it("survives any registers, in a bounded number of requests", async () => {
    const mutations = array(
      tuple(nat({ max: 400 }), oneof(constant(0), constant(0xffff), nat({ max: 0xffff }))),
      { maxLength: 20 },
    );
    await assert(
      asyncProperty(mutations, async (changes) => {
        const words = new Map(
          wordsOf(dumpOf(40_000, [common("Acme", "S1"), inverter({ 12: 700, 13: 0 }), meter(90)])),
        );
        await using device = await startDevice(words);
        await using link = await linkTo(settingsOf(device), { clock });
        await pollOnce(link);
        for (const [offset, word] of changes) words.set(40_000 + offset, word);
        const before = device.calls.length;
        const pages = await pollOnce(link);
        expect(pages).toHaveLength(1);
        expect(device.calls.length - before).toBeLessThan(250);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a discovery", () => {
  it("names devices after what they say of themselves, with the keys that readings have", async () => {
    await using device = await standIn("gen24");
    await using link = await linkTo(device.settings, { clock });
    const [site] = await link.discover();
    expect(site).toMatchObject({
      key: "local",
      name: "Fronius Symo GEN24 10.0 at 127.0.0.1",
      timeZone: null,
    });
    expect(site?.devices).toEqual([
      {
        key: "34119201",
        kind: "inverter",
        name: "Fronius Symo GEN24 10.0",
        model: "Symo GEN24 10.0",
        firmware: "1.30.7-1",
        ratedPowerW: 10_000,
        address: { unitId: "1" },
      },
      {
        key: "34119201/battery",
        kind: "battery",
        name: "Fronius Symo GEN24 10.0, battery",
        model: "Symo GEN24 10.0",
        firmware: "1.30.7-1",
        address: { unitId: "1" },
      },
      {
        key: "2512345678",
        kind: "meter",
        name: "Fronius Smart Meter TS 65A-3",
        model: "Smart Meter TS 65A-3",
        firmware: "1.30.7-1",
        address: { unitId: "200" },
      },
    ]);
    expect(keysIn(await pollOnce(link))).toEqual(site?.devices.map(({ key }) => key));
  });

  it("says what is not there, and why", async () => {
    await using device = await standIn("solaredge");
    await using link = await linkTo(device.settings, { clock });
    const [site] = await link.discover();
    const missing = site?.capabilities.filter(({ isAvailable }) => !isAvailable);
    expect(missing?.map(({ name, reason }) => [name, reason])).toEqual([
      ["powerLimit", "not_fitted"],
      ["battery", "not_fitted"],
      ["weather", "not_fitted"],
      ["history", "vendor_has_none"],
    ]);
  });

  it("keeps what answers, and names the unit that does not", async () => {
    await using device = await standIn("solaredge");
    device.misbehave("dead-device");
    await using link = await linkTo(device.settings, { clock });
    const [site] = await link.discover();
    expect(site?.devices.map(({ key }) => key)).toEqual(["7E1504AA", "4000123"]);
    expect(site?.capabilities).toContainEqual(
      expect.objectContaining({ name: "unit2", detail: expect.stringContaining("sleeps") }),
    );
  });

  it("at night finds inverters that show no value at all", async () => {
    const words = wordsOf(dumpOf(40_000, [common("SMA", "300123"), inverter({})]));
    await using device = await startDevice(words);
    await using link = await linkTo(settingsOf(device), { clock });
    const [site] = await link.discover();
    expect(site?.devices.map(({ key, kind }) => [key, kind])).toEqual([["300123", "inverter"]]);
  });
});
