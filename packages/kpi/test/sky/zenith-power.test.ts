import { expect, test } from "vitest";
import { zenithPower } from "../../src/atmosphere/zenith-power.ts";
import { between, holds } from "../support/arbitraries.ts";

test.each([
  [96.07995, -1.6364],
  [93.885, -1.253],
])(
  "%d° less the zenith to the power of %d: the table is the power, beyond it too",
  (offset, exponent) => {
    const power = zenithPower(offset, exponent);
    holds(between(-30, 93), (zenith) => {
      expect(Math.abs(power(zenith) / (offset - zenith) ** exponent - 1)).toBeLessThan(1e-14);
    });
    expect(power(Number.NaN)).toBeNaN();
  },
);
