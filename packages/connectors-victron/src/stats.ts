import { objectOf, readField } from "@solarmon/connectors-kit";
import { HOUR_MS, type Instant } from "@solarmon/core";
import type { DecodeCall } from "./decode-call.ts";
import { ENERGIES, type EnergySum, MEANS } from "./points.ts";
import { intervalOf, type Series, seriesOf } from "./series.ts";

/** Key of the site: the reply does not name it, its id stands in the call. */
export const SITE = "site";

/** `stats` of any type: means, and energies of intervals as mean powers, stamped at the interval's start. */
export function decodeStats(call: DecodeCall): void {
  const records = objectOf(call.body["records"]);
  if (!records) {
    const detail = "no series by code; statistics by instance are not read";
    call.problems.add("/records", "unsupported", detail);
    return;
  }
  const series = new Map<string, Series>();
  for (const [code, raw] of Object.entries(records)) {
    const one = seriesOf(raw);
    if (one) series.set(code, one);
    else call.problems.add(`/records/${code}`, "malformed", "expected rows, or false for none");
  }
  const intervalMs = intervalOf(series.values());
  writeMeans(call, series, intervalMs);
  writeEnergies(call, series, intervalMs);
  tellUnread(call, series);
}

/** What is not over yet is a part of a mean or an energy. */
function isOpen({ receivedAt }: DecodeCall, at: Instant, intervalMs: number): boolean {
  return receivedAt !== undefined && at + intervalMs > receivedAt;
}

function writeMeans(
  call: DecodeCall,
  series: ReadonlyMap<string, Series>,
  intervalMs: number | undefined,
): void {
  const { rows, problems } = call;
  for (const [code, rule] of MEANS)
    for (const [at, value] of series.get(code) ?? [])
      if (intervalMs === undefined || !isOpen(call, at, intervalMs)) {
        const isBattery = rule.point === "batterySoc";
        const values = rows.valuesAt(
          isBattery ? `${SITE}:battery` : SITE,
          isBattery ? "battery" : "meter",
          at,
        );
        readField(value, rule, values, problems, `/records/${code}`);
      }
}

function writeEnergies(
  call: DecodeCall,
  all: ReadonlyMap<string, Series>,
  intervalMs: number | undefined,
): void {
  const told = new Set<string>();
  for (const sum of ENERGIES) {
    if (told.has(sum.rule.point) || !flowsOf(sum).every((code) => hasRows(all, code))) continue;
    told.add(sum.rule.point);
    if (intervalMs === undefined) refuse(call, sum);
    else writeEnergy(call, sum, all, intervalMs);
  }
  for (const sum of ENERGIES) if (!told.has(sum.rule.point)) tellIncomplete(call, sum, all);
}

function flowsOf({ plus, minus = [] }: EnergySum): readonly string[] {
  return [...plus, ...minus];
}

/** `false` may be a flow that there was none of, or one that is missing: a sum without it would be a guess. */
function tellIncomplete(
  { problems }: DecodeCall,
  sum: EnergySum,
  all: ReadonlyMap<string, Series>,
): void {
  const flows = flowsOf(sum);
  const empty = flows.filter((code) => !hasRows(all, code));
  if (empty.length === flows.length || !empty.every((code) => all.has(code))) return;
  const detail = `${sum.rule.point} is not told: ${empty.join(", ")} is empty; statistics of live_feed tell it`;
  problems.addOnce(sum.rule.point, `/records/${empty[0] ?? ""}`, "missing_field", detail);
}

function hasRows(all: ReadonlyMap<string, Series>, code: string): boolean {
  return (all.get(code)?.size ?? 0) > 0;
}

function refuse({ problems }: DecodeCall, { rule, plus }: EnergySum): void {
  const detail =
    "energies of intervals that are not 15 minutes or an hour, or whose length the reply does not show";
  problems.addOnce(rule.field, `/records/${plus[0] ?? ""}`, "unsupported", detail);
}

function writeEnergy(
  call: DecodeCall,
  { rule, plus, minus = [], optional = [] }: EnergySum,
  all: ReadonlyMap<string, Series>,
  intervalMs: number,
): void {
  const { rows, problems } = call;
  const path = `/records/${plus[0] ?? ""}`;
  const [added, taken] = [[...plus, ...optional], minus].map((codes) =>
    codes.flatMap((code) => all.get(code) ?? []).filter(({ size }) => size > 0),
  );
  const isBattery = rule.point === "batteryPower";
  const [deviceId, kind] = isBattery
    ? ([`${SITE}:battery`, "battery"] as const)
    : ([SITE, "meter"] as const);
  const perHour = HOUR_MS / intervalMs;
  for (const at of instantsOf([...(added ?? []), ...(taken ?? [])])) {
    if (isOpen(call, at, intervalMs)) continue;
    const energyKwh = sumAt(added ?? [], at) - sumAt(taken ?? [], at);
    if (Number.isNaN(energyKwh))
      problems.addOnce(
        rule.point,
        path,
        "missing_field",
        "not all flows are told of each interval",
      );
    else readField(energyKwh * perHour, rule, rows.valuesAt(deviceId, kind, at), problems, path);
  }
}

function instantsOf(series: readonly Series[]): Iterable<Instant> {
  return series.length === 1 && series[0]
    ? series[0].keys()
    : new Set(series.flatMap((each) => [...each.keys()]));
}

function sumAt(series: readonly Series[], at: Instant): number {
  let sum = 0;
  for (const each of series) sum += each.get(at) ?? Number.NaN;
  return sum;
}

const ENERGY_CODES: ReadonlySet<string> = new Set(
  ENERGIES.flatMap(({ plus, minus = [], optional = [] }) => [...plus, ...minus, ...optional]),
);

function tellUnread({ problems }: DecodeCall, series: ReadonlyMap<string, Series>): void {
  for (const [code, { size }] of series) {
    if (size === 0 || MEANS.has(code) || ENERGY_CODES.has(code)) continue;
    const detail = /_fc$|forecast/u.test(code)
      ? "a forecast is no measurement"
      : `no point tells ${code.slice(0, 40)}`;
    problems.addOnce(code, `/records/${code}`, "unknown_field", detail);
  }
}
