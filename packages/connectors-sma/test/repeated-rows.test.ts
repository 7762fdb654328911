import { expect, test } from "vitest";
import { decode, fixture } from "./support/decode.ts";

type Body = { readonly set: readonly unknown[] };

function bodyOf(name: string): Body {
  return JSON.parse(new TextDecoder().decode(fixture(name)));
}

function readingsOf(body: Body): readonly string[] {
  const { readings } = decode("measurements", body);
  return readings.map((reading) => JSON.stringify(reading)).toSorted();
}

test.each(["energy-balance", "power-ac", "power-dc", "sensor"])(
  "rows of %s may come twice, or in another order",
  (name) => {
    const body = bodyOf(name);
    const wanted = readingsOf(body);
    expect(wanted.length).toBeGreaterThan(0);
    const twice = body.set.flatMap((row) => [row, row]);
    expect(readingsOf({ ...body, set: twice })).toEqual(wanted);
    expect(readingsOf({ ...body, set: body.set.toReversed() })).toEqual(wanted);
  },
);
