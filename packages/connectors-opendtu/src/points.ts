import type { FieldRule } from "@solarmon/connectors-kit";

const WEB_API = "recorded /api/livedata/status, which carries the unit of each value";
/** Until the gateway has heard the counter it says 0. */
const NEVER_HEARD = [0];

function row(field: string, point: string, unit: string, more: Partial<FieldRule> = {}): FieldRule {
  return { field, point, unit, source: WEB_API, ...more };
}

/** Values of the AC side and of the inverter as a whole. Units are those of the reply, these are what they were seen to be. */
export const INVERTER_RULES: readonly FieldRule[] = [
  row("Power", "acPower", "W"),
  row("Voltage", "acVoltageL1", "V"),
  row("Voltage Ph1-N", "acVoltageL1", "V", { source: "OpenDTU field names of three-phase models" }),
  row("Voltage Ph2-N", "acVoltageL2", "V", { source: "OpenDTU field names of three-phase models" }),
  row("Voltage Ph3-N", "acVoltageL3", "V", { source: "OpenDTU field names of three-phase models" }),
  row("Current", "acCurrentL1", "A"),
  row("Current Ph1", "acCurrentL1", "A", { source: "OpenDTU field names of three-phase models" }),
  row("Current Ph2", "acCurrentL2", "A", { source: "OpenDTU field names of three-phase models" }),
  row("Current Ph3", "acCurrentL3", "A", { source: "OpenDTU field names of three-phase models" }),
  row("Frequency", "frequency", "Hz"),
  row("PowerFactor", "powerFactor", "1"),
  row("ReactivePower", "reactivePower", "var"),
  row("Power DC", "dcPower", "W"),
  row("YieldDay", "acEnergyToday", "Wh"),
  row("YieldTotal", "acEnergyTotal", "kWh", { sentinels: NEVER_HEARD }),
  row("Temperature", "internalTemperature", "°C"),
];

/** What stays true of an inverter that the gateway no longer hears. */
export const COUNTER_FIELD = "YieldTotal";

/** Most inputs that there are points for. */
const MAX_INPUTS = 24;
const INPUT_RULES: readonly (readonly FieldRule[])[] = Array.from(
  { length: MAX_INPUTS },
  (_, index) => [
    row("Voltage", `dcVoltage${index + 1}`, "V"),
    row("Current", `dcCurrent${index + 1}`, "A"),
  ],
);

/** Values of DC input `input`, counted from 1. */
export function inputRules(input: number): readonly FieldRule[] {
  return INPUT_RULES[input - 1] ?? [];
}

/** Sums over all inverters of the gateway. */
export const TOTAL_RULES: readonly FieldRule[] = [
  row("Power", "acPower", "W"),
  row("YieldDay", "acEnergyToday", "Wh"),
  row("YieldTotal", "acEnergyTotal", "kWh", { sentinels: NEVER_HEARD }),
];

export const LIMIT_RULE: FieldRule = row("limit_relative", "powerLimit", "%");

/**
 * Last part of a topic, without spaces and signs → the field of the web API that means the same, and its unit, which MQTT
 * leaves out. The firmware takes the web API's names in lower case: `voltage ph1-n`.
 */
export const MQTT_FIELDS: Readonly<Record<string, readonly [field: string, unit: string]>> = {
  power: ["Power", "W"],
  voltage: ["Voltage", "V"],
  voltageph1n: ["Voltage Ph1-N", "V"],
  voltageph2n: ["Voltage Ph2-N", "V"],
  voltageph3n: ["Voltage Ph3-N", "V"],
  current: ["Current", "A"],
  currentph1: ["Current Ph1", "A"],
  currentph2: ["Current Ph2", "A"],
  currentph3: ["Current Ph3", "A"],
  frequency: ["Frequency", "Hz"],
  powerfactor: ["PowerFactor", "1"],
  reactivepower: ["ReactivePower", "var"],
  powerdc: ["Power DC", "W"],
  yieldday: ["YieldDay", "Wh"],
  yieldtotal: ["YieldTotal", "kWh"],
  temperature: ["Temperature", "°C"],
};

/** Fields that say nothing a point could keep, or what another field says. */
export const IGNORED_FIELDS: ReadonlySet<string> = new Set(["name"]);
