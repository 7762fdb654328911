import { type Instant, isId, pointByName, type Refusal } from "@solarmon/core";
import { type Fields, isFields } from "../check/fields.ts";
import { senmlConversion } from "./senml-units.ts";

/** Below this a SenML time is relative to now (RFC 8428 §4.5.3). [s] */
const RELATIVE_BELOW = 2 ** 28;
const KEYS = ["bn", "bt", "bu", "bv", "bver", "n", "v", "vs", "vb", "vd", "u"] as const;

interface Refused {
  readonly refusal: Refusal;
  readonly piece: unknown;
}

/** Whether an array is a SenML pack: its first record has a field that only SenML has. */
export function isSenml(list: readonly unknown[]): boolean {
  const first = list[0];
  if (typeof first !== "object" || first === null) return false;
  return KEYS.some((key) => Object.hasOwn(first, key));
}

/**
 * Resolves a SenML pack (RFC 8428) to readings: base fields are applied, values converted to the unit of their
 * point, records of one device and time joined. The name ends in the point; a device id may stand before it,
 * parted by `/` or `:` (`urn:dev:…:{deviceId}/acPower`).
 */
export function senmlReadings(
  list: readonly unknown[],
  receivedAt: Instant,
): { readings: readonly object[]; refusals: readonly Refused[] } {
  const pack = new SenmlPack(receivedAt);
  for (const record of list) pack.add(record);
  if (pack.readings.size + pack.refusals.length === 0)
    pack.refusals.push({
      refusal: { reason: "empty", detail: "the SenML pack holds no value" },
      piece: list,
    });
  return { readings: [...pack.readings.values()], refusals: pack.refusals };
}

class SenmlPack {
  readonly readings = new Map<string, Record<string, unknown>>();
  readonly refusals: Refused[] = [];
  readonly #receivedAt: Instant;
  #baseName = "";
  #baseTime: number | undefined;
  #baseUnit: string | undefined;
  #baseValue = 0;

  constructor(receivedAt: Instant) {
    this.#receivedAt = receivedAt;
  }

  add(piece: unknown): void {
    const problem = isFields(piece) ? this.#addRecord(piece) : "a SenML record must be an object";
    if (problem) this.refusals.push({ refusal: { reason: "malformed", detail: problem }, piece });
  }

  #addRecord(record: Fields): string | undefined {
    const problem = this.#setBase(record);
    if (problem) return problem;
    const hasValue = ["n", "v", "vs", "vb", "vd", "s"].some((key) => Object.hasOwn(record, key));
    if (!hasValue) return undefined;
    const name = this.#baseName + (typeof record["n"] === "string" ? record["n"] : "");
    const { deviceId, point } = splitName(name);
    const time = record["t"] ?? (this.#baseTime === undefined ? undefined : 0);
    if (time !== undefined && typeof time !== "number") return "the SenML time t must be a number";
    const unit = record["u"] ?? this.#baseUnit;
    if (unit !== undefined && typeof unit !== "string") return "the SenML unit u must be text";
    const value = this.#value(record, point, unit);
    if (typeof value === "string") return value;
    this.#reading(deviceId, this.#measuredAt(time))[point] = value;
    return undefined;
  }

  #setBase(record: Fields): string | undefined {
    const { bn, bt, bu, bv, bver } = record;
    if (bver !== undefined && bver !== 10 && bver !== 5)
      return "this SenML version is not known; send bver 10 or leave it out";
    if (bn !== undefined && typeof bn !== "string") return "the SenML base name bn must be text";
    if (bt !== undefined && typeof bt !== "number")
      return "the SenML base time bt must be a number";
    if (bu !== undefined && typeof bu !== "string") return "the SenML base unit bu must be text";
    if (bv !== undefined && typeof bv !== "number")
      return "the SenML base value bv must be a number";
    this.#baseName = bn ?? this.#baseName;
    this.#baseTime = bt ?? this.#baseTime;
    this.#baseUnit = bu ?? this.#baseUnit;
    this.#baseValue = bv ?? this.#baseValue;
    return undefined;
  }

  /** In the point's unit; as given where it is no number (the check says so); a text where the unit is wrong. */
  #value(record: Fields, pointName: string, unit: string | undefined): unknown {
    const value = record["v"];
    const point = pointByName(pointName);
    if (typeof value !== "number") return value === null ? null : [record["vs"] ?? record["vb"]];
    const sum = value + this.#baseValue;
    if (unit === undefined || !point) return sum;
    const conversion = senmlConversion(unit, point.unit);
    if (!conversion)
      return `unit ${unit.slice(0, 20)} does not fit ${pointName}; send it in ${point.unit}`;
    return sum * conversion.factor + conversion.offset;
  }

  #measuredAt(timeS: number | undefined): number | undefined {
    if (timeS === undefined) return undefined;
    const sum = (this.#baseTime ?? 0) + timeS;
    return Math.round(sum * 1000) + (sum < RELATIVE_BELOW ? this.#receivedAt : 0);
  }

  #reading(deviceId: string | undefined, measuredAt: number | undefined): Record<string, unknown> {
    const key = `${deviceId ?? ""} ${measuredAt ?? ""}`;
    const found = this.readings.get(key);
    if (found) return found;
    const reading: Record<string, unknown> = Object.create(null);
    if (deviceId !== undefined) reading["deviceId"] = deviceId;
    if (measuredAt !== undefined) reading["measuredAt"] = measuredAt;
    this.readings.set(key, reading);
    return reading;
  }
}

function splitName(name: string): { deviceId: string | undefined; point: string } {
  const parts = name.split(/[/:]/);
  const point = parts.pop() ?? "";
  return { deviceId: parts.findLast((part) => isId(part)), point };
}
