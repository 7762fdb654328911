import type { ProblemList } from "@solarmon/connectors-kit";
import type { ModelValues, SunSpecModel } from "../read-models.ts";

/** Set-points and switches of models 123 and 704: no telemetry, so nobody misses a point for them. */
const CONTROLS: ReadonlySet<number> = new Set([123, 704]);
/** Counts and names inside a model. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  "ID",
  "IDStr",
  "InID",
  "InN",
  "N",
  "NPrt",
  "Tms",
  "TmsPer",
]);

/** Reads fields of one model and remembers which, so that nothing is left out in silence. */
export class ModelView {
  readonly model: SunSpecModel;
  readonly #asked = new Set<string>();

  constructor(model: SunSpecModel) {
    this.model = model;
  }

  get path(): string {
    return String(this.model.address);
  }

  /** `null`: not implemented, absent, or no number. */
  number(field: string, values: ModelValues = this.model.values): number | null {
    this.#asked.add(field);
    const value = values[field];
    return typeof value === "number" ? value : null;
  }

  text(field: string, values: ModelValues = this.model.values): string {
    this.#asked.add(field);
    const value = values[field];
    return typeof value === "string" ? value : "";
  }

  /** Tells what was asked for in vain, and what the device sent that has no point. */
  report(problems: ProblemList): void {
    const { id, values, groups, absent } = this.model;
    const records = [values, ...groups];
    const asked = [...this.#asked].filter((field) => !hasValue(records, field));
    const lacking = asked.filter((field) => absent.includes(field));
    this.#tell(problems, "missing_field", `model ${id} lacks registers of`, lacking);
    const unset = asked.filter((field) => !absent.includes(field) && isKnown(records, field));
    this.#tell(problems, "sentinel", `model ${id} does not implement`, unset);
    if (CONTROLS.has(id)) return;
    const spare = new Set(records.flatMap((record) => this.#spareOf(record)));
    const text = `model ${id} has more than there are points for:`;
    this.#tell(problems, "unknown_field", text, [...spare]);
  }

  #spareOf(record: ModelValues): readonly string[] {
    return Object.keys(record).filter(
      (field) => record[field] !== null && !this.#asked.has(field) && !BOOKKEEPING.has(field),
    );
  }

  #tell(
    problems: ProblemList,
    code: "missing_field" | "sentinel" | "unknown_field",
    text: string,
    fields: readonly string[],
  ): void {
    if (fields.length > 0) problems.add(this.path, code, `${text} ${fields.join(", ")}`);
  }
}

function hasValue(records: readonly ModelValues[], field: string): boolean {
  return records.some((record) => (record[field] ?? null) !== null);
}

function isKnown(records: readonly ModelValues[], field: string): boolean {
  return records.some((record) => record[field] !== undefined);
}
