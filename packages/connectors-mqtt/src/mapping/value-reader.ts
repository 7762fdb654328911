import {
  conversionOf,
  type FieldRule,
  type ProblemList,
  readField,
  readNumber,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { pointByName } from "@solarmon/core";
import type { DefinitionPart } from "./definition-part.ts";
import { type JsonPointer, parseJsonPointer } from "./json-pointer.ts";

/** Reads one value of a record. */
export interface ValueReader {
  /** `undefined`: the payload is the value. */
  readonly pointer: JsonPointer | undefined;
  readonly read: (raw: unknown, values: ValueMap, problems: ProblemList, path: string) => void;
}

export const VALUE_KEYS = [
  "pointer",
  "point",
  "unit",
  "scale",
  "sign",
  "negativePoint",
  "sentinels",
] as const;

const DECIMAL_COMMA = /^[+-]?\d+,\d+$/u;

/** @throws {@link MqttMappingError} */
export function valueReaderOf(part: DefinitionPart, hasDecimalComma: boolean): ValueReader {
  const rule = ruleOf(part);
  const scale = part.has("scale") ? scaleOf(part) : 1;
  return {
    pointer: part.has("pointer") ? pointerOf(part) : undefined,
    read(raw, values, problems, path) {
      const sent = numberIn(raw, hasDecimalComma);
      const isSentinel = rule.sentinels?.some((sentinel) => sentinel === sent) === true;
      const value = typeof sent === "number" && !isSentinel ? scaled(sent, scale) : sent;
      readField(value, rule, values, problems, path);
    },
  };
}

function ruleOf(part: DefinitionPart): FieldRule {
  const point = pointOf(part, "point");
  const unit = part.text("unit", `a unit of ${point.name}, e.g. ${point.unit}`);
  if (!conversionOf(unit, point.unit))
    part.fail("unit", `a unit of ${point.name}, e.g. ${point.unit}`);
  return {
    field: point.name,
    point: point.name,
    unit,
    source: "a mapping",
    ...(part.has("sign") && { sign: part.oneOf<1 | -1>("sign", [1, -1]) }),
    ...(part.has("negativePoint") && { negativePoint: negativePointOf(part, point) }),
    ...(part.has("sentinels") && { sentinels: sentinelsOf(part) }),
  };
}

type Point = NonNullable<ReturnType<typeof pointByName>>;

function pointOf(part: DefinitionPart, key: string): Point {
  const allowed = "the name of a point, see docs/reference/points.md";
  return pointByName(part.text(key, allowed)) ?? part.fail(key, allowed);
}

function negativePointOf(part: DefinitionPart, positive: Point): string {
  const negative = pointOf(part, "negativePoint");
  const isOther = negative.name !== positive.name && negative.unit === positive.unit;
  return isOther ? negative.name : part.fail("negativePoint", `another point in ${positive.unit}`);
}

function sentinelsOf(part: DefinitionPart): readonly (number | string)[] {
  const allowed = "a list of numbers and texts";
  return part.list("sentinels", allowed).map((each) => {
    if (typeof each === "number" || typeof each === "string") return each;
    return part.fail("sentinels", allowed);
  });
}

function scaleOf(part: DefinitionPart): number {
  const allowed = "a number that is not 0; for the other direction use sign";
  const scale = part.number("scale", allowed);
  return scale > 0 ? scale : part.fail("scale", allowed);
}

function pointerOf(part: DefinitionPart): JsonPointer {
  const allowed = "a JSON pointer such as /ENERGY/Power";
  return parseJsonPointer(part.text("pointer", allowed)) ?? part.fail("pointer", allowed);
}

/** Text that is a number, as one: sentinels are compared with numbers. */
function numberIn(raw: unknown, hasDecimalComma: boolean): unknown {
  const text = typeof raw === "string" ? raw.trim() : raw;
  const plain = hasDecimalComma && typeof text === "string" && DECIMAL_COMMA.test(text);
  return readNumber(plain ? text.replace(",", ".") : text) ?? text;
}

/** 234 · 0.1 is 23.4, not 23.400000000000002. */
function scaled(value: number, scale: number): number {
  return scale === 1 ? value : Number((value * scale).toPrecision(15));
}
