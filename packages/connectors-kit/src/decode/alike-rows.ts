import { AlikeValues } from "./alike-values.ts";
import type { FieldRule } from "./field-rule.ts";
import type { JsonObject } from "./json-bytes.ts";
import type { ProblemList } from "./problem-list.ts";
import { readField, type ValueMap } from "./read-fields.ts";
import { plainValue, type ReadyRule, readyRule } from "./ready-rule.ts";

/** Is told of a field that has no rule. */
export type UnknownField = (name: string, raw: unknown, path: string) => void;

interface Field {
  readonly name: string;
  readonly ready: ReadyRule | undefined;
}

/** So many fields of a row are kept in mind; what stands behind them is looked up in each row. */
const MAX_FIELDS = 500;

/**
 * Reads rows of many fields, one after the other: what a field means is looked up only where a row differs from those
 * before it. Rows of a reply mostly have the same fields in the same order.
 */
export class AlikeRows {
  readonly #rules: ReadonlyMap<string, FieldRule>;
  readonly #tellUnknown: UnknownField;
  readonly #fields: Field[] = [];
  readonly #values = new AlikeValues();

  /** @param rules - by the name of their field */
  constructor(rules: ReadonlyMap<string, FieldRule>, tellUnknown: UnknownField) {
    this.#rules = rules;
    this.#tellUnknown = tellUnknown;
  }

  /** The values that a row carries, as {@link readField} reads them. */
  read(row: JsonObject, problems: ProblemList, path: string): ValueMap {
    let position = 0;
    for (const name in row) {
      const raw = row[name];
      const { ready } = this.#fieldAt(position, name);
      position += 1;
      if (!ready) {
        this.#tellUnknown(name, raw, path);
        continue;
      }
      if (typeof raw !== "number") this.#readOther(raw, ready, problems, path);
      else if (!this.#values.keep(ready, raw)) this.#readNumber(raw, ready, problems, path);
    }
    return this.#values.take();
  }

  #fieldAt(position: number, name: string): Field {
    const known = this.#fields[position];
    if (known?.name === name) return known;
    const rule = this.#rules.get(name);
    const field = { name, ready: rule && readyRule(rule) };
    if (position < MAX_FIELDS) this.#fields[position] = field;
    return field;
  }

  #readNumber(raw: number, ready: ReadyRule, problems: ProblemList, path: string): void {
    const value = plainValue(raw, ready);
    if (Number.isNaN(value)) this.#readOther(raw, ready, problems, path);
    else this.#values.add(ready.point.name, value, ready, raw);
  }

  #readOther(raw: unknown, ready: ReadyRule, problems: ProblemList, path: string): void {
    const values: ValueMap = {};
    readField(raw, ready.rule, values, problems, `${path}/${ready.rule.field}`);
    for (const [name, value] of Object.entries(values))
      if (value !== null) this.#values.add(name, value, ready);
  }
}
