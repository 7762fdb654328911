import type { ValueMap } from "@solarmon/connectors-kit";

export function hasValue(values: ValueMap): boolean {
  for (const name in values) if (Object.hasOwn(values, name)) return true;
  return false;
}
