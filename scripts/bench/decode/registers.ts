import { decodeRegisters, RegisterImage } from "../../../packages/connectors-sunspec/src/index.ts";
import { chainAt } from "../../../packages/simulator/src/vendors/sunspec/chain.ts";
import {
  createDevices,
  type SunspecModel,
} from "../../../packages/simulator/src/vendors/sunspec/sunspec-devices.ts";
import { bestOfMs } from "../kpi/best-of.ts";
import type { Report } from "../report.ts";

const NOON = Date.UTC(2026, 5, 1, 12);
const DEVICES: readonly (readonly [model: SunspecModel, text: string])[] = [
  ["solaredge", "model 103 of an inverter and 203 of a meter"],
  ["gen24", "models 113, 160 and 124 of a hybrid"],
  ["ieee1547", "models 701, 713 and 714 of a hybrid"],
];
const REPEATS = 1_000;
const SECOND_MS = 1_000;

/** Registers as a poll reads them to readings; what Modbus itself takes is not in it. */
export function benchRegisters(report: Report): void {
  for (const [model, text] of DEVICES) measure(report, model, text);
}

function measure(report: Report, model: SunspecModel, text: string): void {
  const image = imageOf(model);
  const { readings } = decodeRegisters(image, NOON);
  const ms = bestOfMs(() => {
    for (let index = 0; index < REPEATS; index++) decodeRegisters(image, NOON);
  }, 30);
  const perSecond = (REPEATS * SECOND_MS) / ms;
  const values = readings.reduce((sum, reading) => sum + Object.keys(reading.values).length, 0);
  const metric = `sunspec, ${text}`;
  report({ bench: "decode", metric, value: readings.length * perSecond, unit: "readings/s" });
  report({ bench: "decode", metric, value: values * perSecond, unit: "values/s" });
}

function imageOf(model: SunspecModel): RegisterImage {
  const [unit] = createDevices(model, { noonAt: NOON, timeZone: "UTC" }).units;
  if (!unit) throw new TypeError(`the stand-in ${model} has no unit`);
  const image = new RegisterImage();
  for (const [address, word] of chainAt(unit.base, unit.models(NOON, null)))
    image.set(address, word);
  return image;
}
