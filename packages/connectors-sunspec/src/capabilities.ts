import type { Capability } from "@solarmon/connectors-kit";
import type { SunSpecDevicePart } from "./map/read-devices.ts";
import type { UnitAnswer } from "./unit-answer.ts";

const HISTORY: Capability = {
  name: "history",
  isAvailable: false,
  reason: "vendor_has_none",
  detail:
    "registers hold what is true now; after a gap the lifetime counters tell its energy as a whole",
};

/** What the devices can tell. A unit that does not answer is named, since its devices are missing here. */
export function capabilitiesOf(
  parts: readonly SunSpecDevicePart[],
  answers: readonly UnitAnswer[],
): readonly Capability[] {
  const inverters = parts.filter(({ role }) => role === "inverter");
  const has = (role: string): boolean => parts.some((part) => part.role === role);
  const hasModel = (...ids: readonly number[]): boolean =>
    parts.some(({ group }) => group.models.some(({ id }) => ids.includes(id)));
  return [
    claim("acPower", inverters.length > 0, "no model of an inverter (101–113, 701) is there"),
    claim(
      "dcInputs",
      hasInputs(inverters),
      "neither 160 nor 714 is there, and 10x shows no DC side",
    ),
    claim(
      "powerLimit",
      hasModel(123, 704),
      "neither 123 nor 704 is there: curtailment is not seen",
    ),
    claim(
      "grid",
      has("meter"),
      "no model of a meter (201–214) is there; a meter may be a unit of its own",
    ),
    claim("battery", has("battery"), "no model of a battery (124, 713, 802–805) holds values"),
    claim("weather", has("weather"), "no model of a sensor (302–308) holds values"),
    HISTORY,
    ...answers.flatMap(silentUnit),
  ];
}

function hasInputs(inverters: readonly SunSpecDevicePart[]): boolean {
  return inverters.some(({ values }) =>
    ["dcVoltage1", "dcCurrent1"].some((point) => values[point] !== undefined),
  );
}

function silentUnit(answer: UnitAnswer): readonly Capability[] {
  if (!("error" in answer)) return [];
  const { unitId, error } = answer;
  return [claim(`unit${unitId}`, false, error.message)];
}

function claim(name: string, isAvailable: boolean, detail: string): Capability {
  return isAvailable ? { name, isAvailable } : { name, isAvailable, reason: "not_fitted", detail };
}
