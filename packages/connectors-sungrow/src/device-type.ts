import type { FieldRule } from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";

/** What a device type of the vendor is, and what its points mean. */
export interface DeviceType {
  readonly kind: DeviceKind;
  readonly rules: ReadonlyMap<string, FieldRule>;
}

const DICTIONARY = "recorded dictionary of measuring points";

/** Units are the basic ones, which replies without a dictionary use. */
export function row(
  id: number,
  point: string,
  unit: string,
  source: string = DICTIONARY,
): FieldRule {
  return { field: `p${id}`, point, unit, source };
}

export function deviceType(kind: DeviceKind, rules: readonly FieldRule[]): DeviceType {
  return { kind, rules: new Map(rules.map((rule) => [rule.field, rule])) };
}
