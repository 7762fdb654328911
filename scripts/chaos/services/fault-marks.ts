/** When each fault began, in the measured times of each load. */
export class FaultMarks {
  readonly #marks: { readonly fault: string; readonly begunAt: readonly number[] }[] = [];

  /** @param begunAt - measured time of the first message that counts as after the fault, per load */
  note(fault: string, begunAt: readonly number[]): void {
    this.#marks.push({ fault, begunAt });
  }

  /** How many of a load were lost from the beginning of each fault to that of the next. */
  lostAfter(lostAt: readonly number[], load: number): ReadonlyMap<string, number> {
    const after = new Map<string, number>();
    for (const at of lostAt) {
      const mark = this.#marks.findLast(({ begunAt }) => (begunAt[load] ?? 0) <= at);
      const fault = mark?.fault ?? "before any";
      after.set(fault, (after.get(fault) ?? 0) + 1);
    }
    return after;
  }
}
