import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { DecodeResult, VendorDecoder } from "@solarmon/connectors-kit";
import { pointByName, SolarmonError } from "@solarmon/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectorNames, loadConnector } from "../src/links/connectors.ts";

const CONTEXT = { timeZone: "Europe/Berlin" };
const RECEIVED_AT = Date.UTC(2026, 5, 1, 12);
const RECORDED = new URL("../../../../shared/fixtures/", import.meta.url);
const KINDS = ["inverter", "meter", "battery", "weather", "logger"];
/** More would only repeat rows. */
const MAX_BYTES = 60_000;
/** Spoiling every reply would take minutes. */
const MAX_SPOILT = 40;

/** Endpoints as which a body gives neither a reading nor a reason. */
function silentEndpoints(decoder: VendorDecoder, body: Uint8Array): string[] {
  const names = decoder.endpoints.map(({ name }) => name);
  return names.filter((name) => {
    const reply = { body, receivedAt: RECEIVED_AT };
    const { readings, problems } = decoder.decode(name, reply, CONTEXT);
    return readings.length + problems.length === 0;
  });
}

/** Decodes a body as a reply of every endpoint; gives what is wrong with the results. */
function faultsOf(decoder: VendorDecoder, body: Uint8Array): unknown[] {
  return decoder.endpoints.flatMap(({ name }) =>
    faultsIn(decoder.decode(name, { body, receivedAt: RECEIVED_AT }, CONTEXT)),
  );
}

/** What breaks the promises of every result, whatever the body was. */
function faultsIn({ readings, problems }: DecodeResult): unknown[] {
  const inReadings = readings.flatMap((reading) => [
    ...(Number.isSafeInteger(reading.measuredAt) ? [] : [`at ${reading.measuredAt}`]),
    ...(typeof reading.deviceId === "string" && reading.deviceId !== "" ? [] : ["no device"]),
    ...(KINDS.includes(reading.kind) ? [] : [`kind ${reading.kind}`]),
    ...Object.entries(reading.values).filter(([point, value]) => !isValueOf(point, value)),
  ]);
  return [
    ...inReadings,
    ...problems.filter(({ code, detail }) => code === undefined || detail === ""),
  ];
}

function isValueOf(name: string, value: number | null): boolean {
  const point = pointByName(name);
  if (!point) return false;
  return value === null || (value >= point.min && value <= point.max && !Object.is(value, -0));
}

/** Recorded replies of a vendor, when they are there. */
function recorded(vendor: string): Uint8Array[] {
  const folder = new URL(`${vendor}/`, RECORDED);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".md"))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`))
    .filter(({ byteLength }) => byteLength <= MAX_BYTES);
}

/** So many of them at most, from the whole list. */
function spread<Item>(items: readonly Item[]): Item[] {
  const step = Math.ceil(items.length / MAX_SPOILT);
  return items.filter((_, index) => index % step === 0);
}

const ODD = ["", "--", "N/A", null, true, -1, 1e308, [], {}, [null], "2026-10-25 02:30:00", "💥"];

/** The JSON with some of its values replaced by odd ones. */
function spoil(value: unknown, random: () => number): unknown {
  if (random() < 0.05) return ODD[Math.floor(random() * ODD.length)];
  if (Array.isArray(value)) return value.map((item) => spoil(item, random));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(() => random() > 0.03)
      .map(([key, item]) => [key, spoil(item, random)]),
  );
}

/** The same "random" numbers each time. */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

describe.each(connectorNames())("the decoder of %s", (vendor) => {
  it("lists its endpoints and refuses others", async () => {
    const { decoder } = await loadConnector(vendor);
    expect(decoder.vendor).toBe(vendor);
    const names = decoder.endpoints.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(name))).toEqual([]);
    const body = new Uint8Array(0);
    expect(() => decoder.decode("no-such-thing", { body }, CONTEXT)).toThrow(SolarmonError);
  });

  it("throws for no bytes and no JSON", async () => {
    const { decoder } = await loadConnector(vendor);
    const json = fc.json().map((text) => new TextEncoder().encode(text));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), json), (body) => {
        expect(faultsOf(decoder, body)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("gives readings or a reason for everything", async () => {
    const { decoder } = await loadConnector(vendor);
    const texts = ["", "{}", "[]", "null", "1", '"x"', "<html></html>"];
    const bodies = [...texts.map((text) => new TextEncoder().encode(text)), ...recorded(vendor)];
    const silent = bodies.map((body) => silentEndpoints(decoder, body));
    expect(silent.flat()).toEqual([]);
  });

  const bodies = spread(recorded(vendor));
  it.skipIf(bodies.length === 0)(
    "throws for no recorded reply: whole, under another name, cut off or spoilt",
    async () => {
      const { decoder } = await loadConnector(vendor);
      for (const [index, body] of bodies.entries()) {
        const random = pseudoRandom(index);
        const cut = body.subarray(0, Math.floor(random() * body.byteLength));
        const spoilt = Array.from({ length: 8 }, () => spoil(parse(body), random));
        const texts = spoilt.map((value) => new TextEncoder().encode(JSON.stringify(value) ?? ""));
        expect([body, cut, ...texts].flatMap((bytes) => faultsOf(decoder, bytes))).toEqual([]);
      }
    },
    60_000,
  );
});
