import type { ConnectorLevel } from "../../connector-description.ts";
import type { ConnectorLaw } from "./connector-law.ts";

/** What became of a law. */
export interface LawResult {
  readonly name: string;
  readonly level: ConnectorLevel;
  /** `not_applicable` counts as held; `skipped`, which the author chose, does not. */
  readonly outcome: "held" | "broken" | "not_applicable" | "skipped";
  /** Why it does not hold, apply or run. */
  readonly detail?: string;
}

const LEVELS: readonly ConnectorLevel[] = ["bronze", "silver", "gold"];

/** The highest level whose laws, and those of the levels below, all hold; `null` when it is not even bronze. */
export function levelOf(results: readonly LawResult[]): ConnectorLevel | null {
  let reached: ConnectorLevel | null = null;
  for (const level of LEVELS) {
    const isReached = results
      .filter((result) => result.level === level)
      .every(({ outcome }) => outcome === "held" || outcome === "not_applicable");
    if (!isReached) return reached;
    reached = level;
  }
  return reached;
}

/** A law's result, with what it belongs to. */
export function resultOf(
  { name, level }: ConnectorLaw,
  outcome: LawResult["outcome"],
  detail?: string,
): LawResult {
  return { name, level, outcome, ...(detail !== undefined && { detail }) };
}
