import type { PointDefinition } from "./point-definition.ts";

/** DC inputs (MPPT trackers or strings) per device. */
export const DC_INPUTS = 24;

const INSTANT = { kind: "instant", aggregate: "mean" } as const;
const VOLTAGE = { ...INSTANT, unit: "V", resolution: 0.1, min: -5, max: 3_000 } as const;
const CURRENT = { ...INSTANT, unit: "A", resolution: 0.01, min: -1_000, max: 10_000 } as const;

/** Voltage and current of each input, codes 64–87 and 96–119. */
export function dcInputPoints(): PointDefinition[] {
  const inputs = Array.from({ length: DC_INPUTS }, (_, index) => index + 1);
  return inputs.flatMap((n): PointDefinition[] => [
    {
      ...VOLTAGE,
      name: `dcVoltage${n}`,
      code: 63 + n,
      text: `DC voltage of input ${n}`,
      sunspec: `160.${n}.DCV`,
    },
    {
      ...CURRENT,
      name: `dcCurrent${n}`,
      code: 95 + n,
      text: `DC current of input ${n}`,
      sunspec: `160.${n}.DCA`,
    },
  ]);
}
