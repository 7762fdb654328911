import { DAY_MS } from "../calendar.ts";

/** The same day and time `years` later; 29 February becomes 28 February where there is none. */
export function addYears(at: number, years: number, offsetMs: number): number {
  const local = new Date(at + offsetMs);
  const year = local.getUTCFullYear() + years;
  const month = local.getUTCMonth();
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(local.getUTCDate(), lastDay);
  const timeOfDay = at + offsetMs - Math.floor((at + offsetMs) / DAY_MS) * DAY_MS;
  return Date.UTC(year, month, day) + timeOfDay - offsetMs;
}

/** How the rows of a series follow each other. */
export type Regularity =
  | { readonly kind: "fixed"; readonly stepMs: number }
  | { readonly kind: "months"; readonly at: "start" | "end" }
  | { readonly kind: "irregular"; readonly medianStepMs: number };

function monthsAt(timesMs: Float64Array, offsetMs: number): "start" | "end" | undefined {
  const monthOf = (at: number, shiftDays: number): number | undefined => {
    const date = new Date(at + offsetMs + shiftDays * DAY_MS);
    return date.getUTCDate() === 1 ? date.getUTCFullYear() * 12 + date.getUTCMonth() : undefined;
  };
  for (const [at, shift] of [
    ["start", 0],
    ["end", 1],
  ] as const) {
    const first = monthOf(timesMs[0]!, shift);
    if (first !== undefined && timesMs.every((time, row) => monthOf(time, shift) === first + row)) {
      return at;
    }
  }
  return undefined;
}

/** Whether ascending `timesMs` have one step, one a month, or neither. */
export function regularityOf(timesMs: Float64Array, offsetMs: number): Regularity {
  const steps = timesMs.subarray(1).map((time, row) => time - timesMs[row]!);
  const stepMs = steps[0] ?? Number.NaN;
  if (steps.length >= 2 && steps.every((step) => step === stepMs)) return { kind: "fixed", stepMs };
  if (timesMs.length >= 3) {
    const at = monthsAt(timesMs, offsetMs);
    if (at) return { kind: "months", at };
  }
  steps.sort();
  const half = steps.length >> 1;
  const upper = steps[half] ?? Number.NaN;
  const medianStepMs = steps.length % 2 === 1 ? upper : ((steps[half - 1] ?? upper) + upper) / 2;
  return { kind: "irregular", medianStepMs };
}

const WEEK_MS = 7 * DAY_MS;

/** One step before `at`: whole weeks and months go back to the weekday, or end of a month, that the rows have. */
export function stepBack(
  at: number,
  regularity: Regularity,
  firstAt: number,
  offsetMs: number,
): number {
  if (regularity.kind === "irregular") return at - regularity.medianStepMs;
  if (regularity.kind === "fixed") {
    const { stepMs } = regularity;
    if (stepMs % WEEK_MS !== 0) return at - stepMs;
    const ahead = (((firstAt - at) % WEEK_MS) + WEEK_MS) % WEEK_MS;
    return at + ahead - stepMs;
  }
  const local = new Date(at + offsetMs);
  const year = local.getUTCFullYear();
  const month = local.getUTCMonth();
  if (regularity.at === "end") return Date.UTC(year, month, 0) - offsetMs;
  return Date.UTC(year, local.getUTCDate() > 1 ? month : month - 1, 1) - offsetMs;
}
