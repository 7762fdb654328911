import { pointByName, type PointDefinition } from "@solarmon/core";
import { type Conversion, conversionOf } from "./conversion.ts";
import type { FieldRule } from "./field-rule.ts";

/** A rule with what reading its field needs to know, looked up once instead of for each value. */
export interface ReadyRule {
  readonly rule: FieldRule;
  readonly point: PointDefinition;
  /** From the rule's own unit; `null` when that is no unit of the point. */
  readonly conversion: Conversion | null;
  /** Whether each number in range is a value of the point: no sentinels, no second point. */
  readonly isPlain: boolean;
}

/** Weak, for some rules are made in calls: they go with the call. */
const readyRules = new WeakMap<FieldRule, ReadyRule>();

export function readyRule(rule: FieldRule): ReadyRule {
  let ready = readyRules.get(rule);
  if (!ready) readyRules.set(rule, (ready = makeReady(rule)));
  return ready;
}

function makeReady(rule: FieldRule): ReadyRule {
  const point = definitionOf(rule.point);
  return {
    rule,
    point,
    conversion: conversionOf(rule.unit, point.unit),
    isPlain: rule.sentinels === undefined && rule.negativePoint === undefined,
  };
}

/** The point of that name. A field map that names none is a fault of its author, found by the first test. */
export function definitionOf(name: string): PointDefinition {
  const point = pointByName(name);
  if (!point) throw new TypeError(`there is no point ${name}: see docs/reference/points.md`);
  return point;
}

/**
 * What nearly every value is: a number in a known unit, within its point's range.
 *
 * @returns the point's value, or `NaN` where it has to be looked at more closely
 */
export function plainValue(raw: number, { isPlain, conversion, rule, point }: ReadyRule): number {
  if (!isPlain || !conversion) return Number.NaN;
  const converted = conversion(raw);
  const value = rule.sign === -1 ? 0 - converted : converted + 0;
  return value >= point.min && value <= point.max ? value : Number.NaN;
}
