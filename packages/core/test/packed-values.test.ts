import {
  dequantise,
  MAX_PACKED_BYTES,
  PackedCursor,
  packValues,
  POINTS,
  quantise,
  SolarmonError,
  unpackValues,
  writePacked,
} from "@solarmon/core";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyValues } from "./support/any-values.ts";
import { codeOf } from "./support/code-of.ts";

describe("packed values", () => {
  test("come back as they were", () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        expect(unpackValues(packValues(values))).toEqual(values);
      }),
    );
  });

  test.for([0, 1, -1, 63, 64, 127, 128, 2 ** 30, 2 ** 31, 2 ** 32, 1e12, 1e14 - 1, 1e14])(
    "hold a counter of %d, and its negative",
    (value) => {
      const values = { acEnergyTotal: value, acPower: -value || 0 };
      expect(unpackValues(packValues(values))).toEqual(values);
    },
  );

  test("are rounded to the resolution of their point", () => {
    const packed = packValues({ acPower: 1.4, acVoltageL1: 230.149, powerFactor: -0.99951 });
    expect(unpackValues(packed)).toEqual({ acPower: 1, acVoltageL1: 230.1, powerFactor: -1 });
  });

  test("know missing from zero, and zero has no sign", () => {
    const packed = packValues({ acPower: null, dcPower: 0, ghi: -0, rain: -0.01 });
    const values = unpackValues(packed);
    expect(values).toEqual({ acPower: null, dcPower: 0, ghi: 0, rain: 0 });
  });

  test("of equal readings have equal bytes, whatever the order of names", () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const reversed = Object.fromEntries(Object.entries(values).toReversed());
        expect(packValues(reversed)).toEqual(packValues(values));
      }),
    );
  });

  test("of different readings have different bytes", () => {
    fc.assert(
      fc.property(anyValues, anyValues, (one, other) => {
        fc.pre(!isDeepStrictEqual(one, other));
        expect(packValues(one)).not.toEqual(packValues(other));
      }),
    );
  });

  test("of all points take at most the stated bytes", () => {
    const values = Object.fromEntries(POINTS.map(({ name, max }) => [name, max]));
    expect(packValues(values).length).toBeLessThanOrEqual(MAX_PACKED_BYTES);
  });

  test("of a usual reading take few bytes", () => {
    const values = { acPower: 4_210, acEnergyTotal: 123_456_789, acVoltageL1: 230.1, status: 4 };
    expect(packValues(values)).toHaveLength(13);
  });

  test("cut at any byte, are a whole part or are known as cut", () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const packed = packValues(values);
        for (let length = 0; length < packed.length; length++) {
          const cut = packed.subarray(0, length);
          const part = resultOf(() => unpackValues(cut));
          if (part === "storage_corrupt") continue;
          expect(packValues(part)).toEqual(cut.slice());
        }
      }),
    );
  });

  test("of any bytes at all never crash and never loop", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const result = resultOf(() => unpackValues(bytes));
        expect(result === "storage_corrupt" || typeof result === "object").toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test.for([Number.NaN, Number.POSITIVE_INFINITY, 1e300, -(2 ** 53)])("refuse %d", (value) => {
    expect(codeOf(() => packValues({ acPower: value }))).toBe("invalid_argument");
    expect(codeOf(() => writePacked(new Uint8Array(20), 0, 1, value))).toBe("invalid_argument");
  });

  test.for(["power", "__proto__", "constructor"])("refuse the point %s", (name) => {
    const values = Object.fromEntries([[name, 1]]);
    expect(codeOf(() => packValues(values))).toBe("invalid_argument");
  });
});

function resultOf(
  call: () => Record<string, number | null>,
): Record<string, number | null> | "storage_corrupt" {
  try {
    return call();
  } catch (error) {
    if (SolarmonError.is(error) && error.code === "storage_corrupt") return error.code;
    throw error;
  }
}

describe("writePacked and PackedCursor", () => {
  test("agree with packValues and unpackValues", () => {
    const target = new Uint8Array(30);
    let offset = writePacked(target, 0, 1, 4_210);
    offset = writePacked(target, offset, 4, null);
    const bytes = target.subarray(0, offset);
    expect(bytes).toEqual(packValues({ acVoltageL1: null, acPower: 4_210 }));
    const cursor = new PackedCursor().reset(bytes);
    expect([cursor.next(), cursor.code, cursor.value]).toEqual([true, 1, 4_210]);
    expect([cursor.next(), cursor.code, cursor.value]).toEqual([true, 4, Number.NaN]);
    expect(cursor.next()).toBe(false);
  });

  test("a cursor can be used again", () => {
    const cursor = new PackedCursor().reset(packValues({ acPower: 1, dcPower: 2 }));
    cursor.next();
    cursor.reset(packValues({ ghi: 3 }));
    expect([cursor.next(), cursor.value, cursor.next()]).toEqual([true, 3, false]);
  });

  test("points of later versions are left out, and what follows them is read", () => {
    const bytes = new Uint8Array(30);
    let offset = writePacked(bytes, 0, 1, 5);
    offset = writePacked(bytes, offset, 126, 7);
    expect(unpackValues(bytes.subarray(0, offset))).toEqual({ acPower: 5 });
  });
});

test("quantise and dequantise are each other's inverse on multiples of the resolution", () => {
  const anyScaled = fc.tuple(fc.constantFrom(...POINTS), fc.integer());
  fc.assert(
    fc.property(anyScaled, ([{ code }, scaled]) => {
      expect(quantise(code, dequantise(code, scaled))).toBe(scaled);
    }),
  );
});
