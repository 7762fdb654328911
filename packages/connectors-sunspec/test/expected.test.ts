import { readdirSync } from "node:fs";
import { readModels, readRegisterDump } from "@solarmon/connectors-sunspec";
import { describe, expect, it } from "vitest";
import { capture, captureUrl, HAS_CAPTURES } from "./fixtures.ts";

interface ExpectedModel {
  readonly model: number;
  readonly length: number;
  readonly address: number;
  readonly values: Readonly<Record<string, number | string>>;
}

/** Where we read something else than the second opinion, and why. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  "outback-ieee1547-701-715.txt 701.ThrotSrc":
    "bit 31 of a bitfield32 is set, which SunSpec defines as not implemented; the opinion tests for 0xFFFFFFFF only",
  "sma-inverter-17-models-a.txt 11.MAC": "the opinion does not read eui48",
  "sma-inverter-17-models-b.txt 11.MAC": "the opinion does not read eui48",
};

function expectedDevices(): Readonly<Record<string, readonly ExpectedModel[]>> {
  const { devices } = JSON.parse(new TextDecoder().decode(capture("EXPECTED.json")));
  return devices;
}

function implemented(values: Readonly<Record<string, unknown>>): Map<string, unknown> {
  return new Map(Object.entries(values).filter(([, value]) => value !== null));
}

function isSame(mine: unknown, theirs: unknown): boolean {
  if (typeof mine !== "number" || typeof theirs !== "number") return mine === theirs;
  return Math.abs(mine - theirs) <= 1e-9 * Math.abs(theirs);
}

describe.skipIf(!HAS_CAPTURES)("EXPECTED.json (needs the captures beside the repository)", () => {
  it("holds every register dump", () => {
    const dumps = readdirSync(new URL("registers/", captureUrl()));
    expect(dumps.toSorted()).toEqual(Object.keys(expectedDevices()).toSorted());
  });

  it("agrees in every model and value, but for the listed differences", () => {
    const found: string[] = [];
    let compared = 0;
    for (const [file, models] of Object.entries(expectedDevices())) {
      const device = readModels(readRegisterDump(capture(`registers/${file}`)).image);
      const places = device?.models.map(({ id, length, address }) => [id, length, address]);
      expect(places).toEqual(models.map((each) => [each.model, each.length, each.address]));
      models.forEach((theirs, index) => {
        const mine = implemented(device?.models[index]?.values ?? {});
        const theirValues = implemented(theirs.values);
        for (const name of new Set([...mine.keys(), ...theirValues.keys()])) {
          compared += 1;
          if (!isSame(mine.get(name), theirValues.get(name)))
            found.push(`${file} ${theirs.model}.${name}`);
        }
      });
    }
    expect(compared).toBeGreaterThan(900);
    expect(found.toSorted()).toEqual(Object.keys(DIFFERENCES).toSorted());
  });
});
