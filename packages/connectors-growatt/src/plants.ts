import {
  type JsonObject,
  listOf,
  objectOf,
  parseLocalTime,
  readField,
  textOf,
  type ValueMap,
  rowTimes,
} from "@solarmon/connectors-kit";
import { DAY_MS, type Instant, MINUTE_MS } from "@solarmon/core";
import type { DecodeCall } from "./decode-call.ts";
import { PLANT_DAY, PLANT_FIELDS, PLANT_POWER } from "./points.ts";

/** Key of a plant: no reply names it, its id stands in the call. */
const SITE = "site";

/** `plant/data`: what the plant did when it was last heard of. */
export function decodePlantData(call: DecodeCall): void {
  const { problems, rows } = call;
  const data = objectOf(call.body["data"]);
  const at = data && plantTime(call, data);
  if (!data || at === undefined) return;
  const values = rows.valuesAt(SITE, "meter", at);
  writePlant(call, data, values);
  for (const field of ["monthly_energy", "yearly_energy"])
    if (data[field] !== undefined)
      problems.addOnce(field, `/data/${field}`, "unknown_field", `no point tells ${field}`);
}

function writePlant({ problems }: DecodeCall, data: JsonObject, values: ValueMap): void {
  for (const rule of PLANT_FIELDS) {
    const raw = data[rule.field];
    if (raw !== undefined && raw !== null)
      readField(raw, rule, values, problems, `/data/${rule.field}`);
  }
}

/** The reply names a zone of its own. Where it shows another time than the plant's, nothing tells which holds. */
function plantTime({ problems, times }: DecodeCall, data: JsonObject): Instant | undefined {
  const path = "/data/last_update_time";
  const local = textOf(data["last_update_time"]);
  const [at] = rowTimes([{ local, path }], times, problems);
  if (local === undefined || at === undefined || at === null) return undefined;
  const stated = statedOffsetMs(textOf(data["timezone"]));
  if (stated === undefined || (parseLocalTime(local) ?? 0) - at === stated) return at;
  const detail =
    "the reply names another zone than the plant's; give the zone that the plant's clock keeps";
  problems.add("/data/timezone", "time_ambiguous", detail);
  return undefined;
}

const OFFSET = /^(?:GMT|UTC)\s*([+-])\s*(\d{1,2})(?:[.:](\d{1,2}))?$/iu;

/** Offset of `GMT+8` or `GMT+5.5` or `GMT+5:30`; `undefined` for anything else. */
function statedOffsetMs(text: string | undefined): number | undefined {
  const [, sign, hours, rest = "0"] = OFFSET.exec(text ?? "") ?? [];
  if (hours === undefined) return undefined;
  const minutes = text?.includes(":") === true ? Number(rest) : Number(`0.${rest}`) * 60;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + minutes) * MINUTE_MS;
}

/** `plant/power`: a day by five minutes, in no order; `null` at night and for what is yet to come. */
export function decodePlantPower(call: DecodeCall): void {
  const { problems, rows, times } = call;
  const list = listOf(objectOf(call.body["data"])?.["powers"]);
  const powers = list
    .map((entry, index) => ({ entry: objectOf(entry), path: `/data/powers/${index}` }))
    .map(({ entry, path }) => ({ raw: entry?.["power"], local: entry?.["time"], path }))
    .filter(({ raw }) => raw !== null && raw !== undefined)
    .toSorted((one, other) => timeText(one.local).localeCompare(timeText(other.local)));
  for (const [index, at] of rowTimes(powers, times, problems).entries()) {
    const power = powers[index];
    if (power && at !== null)
      readField(power.raw, PLANT_POWER, rows.valuesAt(SITE, "meter", at), problems, power.path);
  }
}

function timeText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** `plant/energy` by days: the daily counter at the day's end, or when the reply came if that is earlier. */
export function decodePlantEnergy(call: DecodeCall): void {
  const { problems, rows } = call;
  const data = objectOf(call.body["data"]);
  const unit = textOf(data?.["time_unit"]) ?? "day";
  if (unit !== "day") {
    problems.add("/data/time_unit", "unsupported", "no point tells longer energies; ask for days");
    return;
  }
  for (const [index, entry] of listOf(data?.["energys"]).entries()) {
    const path = `/data/energys/${index}`;
    const record = objectOf(entry) ?? {};
    const at = dayReadAt(call, textOf(record["date"]));
    if (at === undefined) problems.add(`${path}/date`, "time_missing", "no date that is a day");
    else if (record["energy"] !== null && record["energy"] !== undefined) {
      const values = rows.valuesAt(SITE, "meter", at);
      readField(record["energy"], PLANT_DAY, values, problems, `${path}/energy`);
    }
  }
}

function dayReadAt(
  { times, receivedAt }: DecodeCall,
  date: string | undefined,
): Instant | undefined {
  const local = /^\d{4}-\d{2}-\d{2}$/u.test(date ?? "") ? parseLocalTime(date ?? "") : null;
  if (local === null) return undefined;
  const start = times.at(local).at ?? local;
  const end = times.at(local + DAY_MS).at ?? start + DAY_MS;
  return receivedAt !== undefined && receivedAt > start && receivedAt < end ? receivedAt : end - 1;
}
