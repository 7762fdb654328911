import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { victronDecoder } from "../src/index.ts";

type Body = { readonly records: unknown };

function bodyOf(name: string): Body {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8"));
}

function readingsOf(endpoint: string, body: Body): readonly string[] {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const reply = { body: bytes, receivedAt: Date.parse("2026-07-01T00:00:00Z") };
  const { readings } = victronDecoder.decode(endpoint, reply, { timeZone: "UTC" });
  return readings.map((reading) => JSON.stringify(reading)).toSorted();
}

test("records of diagnostics that come twice add nothing to a sum of phases", () => {
  const body = bodyOf("diagnostics");
  const records = Array.isArray(body.records) ? body.records : [];
  const twice = { ...body, records: [...records, ...records] };
  expect(readingsOf("diagnostics", twice)).toEqual(readingsOf("diagnostics", body));
});

test("rows of statistics may come in any order", () => {
  const body = bodyOf("live-feed");
  const records = Object.fromEntries(
    Object.entries(body.records ?? {}).map(([code, rows]: [string, unknown]) => [
      code,
      Array.isArray(rows) ? [rows[1], rows[0], ...rows.slice(2)].filter(Boolean) : rows,
    ]),
  );
  const odd = readingsOf("stats", { ...body, records });
  expect(odd).toEqual(readingsOf("stats", body));
});
