import type { RefusalReason } from "@solarmon/core";

/** A row, or one value of it, that was not taken. */
export interface Reject {
  readonly line: number;
  readonly reason: RefusalReason;
  /** In words: what, and what would be right. */
  readonly detail: string;
  /** The point, when the rest of the row was taken. */
  readonly point?: string;
  readonly device?: string;
}

export interface RejectSummary {
  /** Rows of which nothing was taken. */
  readonly rows: number;
  /** Single values left out of rows that were taken. */
  readonly values: number;
  readonly byReason: Readonly<Partial<Record<RefusalReason, number>>>;
  /** The first ones of each reason. */
  readonly samples: readonly Reject[];
}

const SAMPLES_PER_REASON = 5;

/** Takes every reject as it is found, hands it on, and keeps counts and the first few: memory is bounded. */
export class RejectList {
  readonly #onReject: (reject: Reject) => void;
  readonly #byReason: Partial<Record<RefusalReason, number>> = {};
  readonly #samples: Reject[] = [];
  #rows = 0;
  #values = 0;

  constructor(onReject: (reject: Reject) => void) {
    this.#onReject = onReject;
  }

  add(reject: Reject): void {
    if (reject.point === undefined) this.#rows++;
    else this.#values++;
    const count = (this.#byReason[reject.reason] ?? 0) + 1;
    this.#byReason[reject.reason] = count;
    if (count <= SAMPLES_PER_REASON) this.#samples.push(reject);
    this.#onReject(reject);
  }

  /** Single values refused so far. */
  get valueCount(): number {
    return this.#values;
  }

  summary(): RejectSummary {
    return {
      rows: this.#rows,
      values: this.#values,
      byReason: { ...this.#byReason },
      samples: [...this.#samples],
    };
  }
}
