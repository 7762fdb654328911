import {
  isJsonObject,
  listOf,
  objectOf,
  readField,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import { type Flows, isBalanced } from "./balance.ts";
import { type DecodeCall, siteKey } from "./decode-call.ts";
import { CHART_BATTERY, CHART_LOAD, CHART_METER, CHART_PV, CHART_RULES } from "./points.ts";

/** A line of the chart, in the order of the reply. A local time can stand there twice. */
interface Line {
  readonly points: readonly Point[];
  readonly byTime: ReadonlyMap<string, number>;
}

interface Point {
  /** `HH:mm` */
  readonly x: string;
  readonly value: number;
}

/** `GetPlantPowerChart`: a day by five minutes. Its date is that of the call, which some replies repeat. */
export function decodePowerChart(call: DecodeCall): void {
  const { body, problems } = call;
  const asked = askedOf(textOf(objectOf(body["components"])?.["para"]) ?? "");
  if (!asked) {
    const detail = "the reply does not repeat the day that was asked for";
    problems.add("/components/para", "time_missing", detail);
    return;
  }
  const lines = new Map([...linesOf(call)].filter(([key, line]) => isMeasured(key, line)));
  const isSure = isConfirmed(lines);
  if (!isSure) {
    const detail = "sun, battery and grid do not add up to the load: directions cannot be told";
    problems.add("/data/lines", "missing_field", detail);
  }
  for (const [key, line] of lines)
    if (isSure || (key !== CHART_METER && key !== CHART_BATTERY)) writeLine(call, key, line, asked);
}

interface Asked {
  readonly day: string;
  readonly siteId: string | undefined;
}

const DAY = /(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2}))?/gu;

/** Day and plant of the call, as far as `para` repeats them. A time within the day would be that of the reply. */
function askedOf(para: string): Asked | undefined {
  const [first, ...more] = para.matchAll(DAY);
  const [, day, time = "00:00:00"] = first ?? [];
  if (day === undefined || more.length > 0 || time !== "00:00:00") return undefined;
  return { day, siteId: /"id"\s*:\s*"([0-9a-f-]{36})"/iu.exec(para)?.[1] };
}

function linesOf({ body, problems }: DecodeCall): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const [index, raw] of listOf(objectOf(body["data"])?.["lines"]).entries()) {
    const key = textOf(objectOf(raw)?.["key"]) ?? "";
    const path = `/data/lines/${index}`;
    if (CHART_RULES.has(key)) lines.set(key, lineOf(objectOf(raw)?.["xy"]));
    else
      problems.addOnce(key, `${path}/key`, "unknown_field", `no point tells ${key.slice(0, 40)}`);
  }
  return lines;
}

function lineOf(xy: unknown): Line {
  const points = listOf(xy).flatMap((point): Point[] => {
    if (!isJsonObject(point) || typeof point["x"] !== "string") return [];
    const value = readNumber(point["y"]);
    return typeof value === "number" ? [{ x: point["x"], value }] : [];
  });
  return { points, byTime: new Map(points.map(({ x, value }) => [x, value])) };
}

/** A plant without a battery or a meter has lines of zeros, which nothing measured. */
function isMeasured(key: string, { points }: Line): boolean {
  return key === CHART_PV || points.some(({ value }) => value !== 0);
}

/** So many rows have to add up; the others were taken while something changed. */
const ENOUGH = 0.9;
/** Less than this adds up in any direction. */
const TELLING_W = 50;

/** Whether meter + export and battery + discharge explain the load. Without all lines nothing does. */
function isConfirmed(lines: ReadonlyMap<string, Line>): boolean {
  const meter = lines.get(CHART_METER);
  if (!meter) return !lines.has(CHART_BATTERY);
  const telling = meter.points
    .flatMap(({ x, value }) => flowsAt(lines, x, value) ?? [])
    .filter(({ grid, battery }) => Math.max(Math.abs(grid), Math.abs(battery)) > TELLING_W);
  const balanced = telling.filter((flows) => isBalanced(flows));
  return telling.length > 0 && balanced.length >= telling.length * ENOUGH;
}

/** The flows of one time, if all lines tell it. A battery without a line is none. */
function flowsAt(lines: ReadonlyMap<string, Line>, x: string, meter: number): Flows | undefined {
  const pv = lines.get(CHART_PV)?.byTime.get(x);
  const load = lines.get(CHART_LOAD)?.byTime.get(x);
  const battery = lines.has(CHART_BATTERY) ? lines.get(CHART_BATTERY)?.byTime.get(x) : 0;
  if (pv === undefined || load === undefined || battery === undefined) return undefined;
  return { pv, battery, grid: -meter, load };
}

const TIME_DETAIL = "the clock of this zone showed this twice, or never, or it is no time";

function writeLine(call: DecodeCall, key: string, line: Line, { day, siteId }: Asked): void {
  const { rows, problems, times, receivedAt = Number.POSITIVE_INFINITY } = call;
  const rule = CHART_RULES.get(key);
  if (!rule) return;
  const isBattery = rule.point === "batteryPower" || rule.point === "batterySoc";
  const deviceId = `${siteKey(siteId)}${isBattery ? ":battery" : ""}`;
  const instants = times.rows(line.points.map(({ x }) => `${day} ${x}`));
  for (const [index, { x, value }] of line.points.entries()) {
    const { at, problem } = instants[index] ?? { at: null, problem: "time_missing" };
    const path = `/data/lines/${key}/${x}`;
    if (at === null || problem !== undefined)
      problems.addOnce(x, path, problem ?? "malformed", TIME_DETAIL);
    else if (at <= receivedAt) {
      const values = rows.valuesAt(deviceId, isBattery ? "battery" : "meter", at);
      readField(value, rule, values, problems, path);
    }
  }
}
