import { SolarmonError } from "@solarmon/core";
import { runLaw, unknownSkips } from "@solarmon/core/testing";
import type { ConnectorLevel } from "../../connector-description.ts";
import { connectorLaws } from "../laws/index.ts";
import { ConnectorBench } from "./connector-bench.ts";
import type { ConnectorLaw } from "./connector-law.ts";
import { type LawResult, levelOf, resultOf } from "./level.ts";
import type { ConnectorSuiteOptions } from "./suite-options.ts";

export interface ConnectorMeasure {
  /** `null` when it is not even bronze. */
  readonly level: ConnectorLevel | null;
  readonly results: readonly LawResult[];
}

/**
 * Runs every law against a connector and says which level it reached, and what keeps it from the next.
 *
 * @throws `invalid_argument` a law to pass over does not exist
 */
export async function measureConnector(options: ConnectorSuiteOptions): Promise<ConnectorMeasure> {
  const [unknown] = unknownSkips(connectorLaws, options.skip ?? {});
  if (unknown !== undefined)
    throw new SolarmonError(
      "invalid_argument",
      `no law is named "${unknown}": take it off the list`,
    );
  const results: LawResult[] = [];
  for (const law of connectorLaws) results.push(await measureLaw(law, options));
  return { level: levelOf(results), results };
}

/** What becomes of one law. Never rejects. */
export async function measureLaw(
  law: ConnectorLaw,
  options: ConnectorSuiteOptions,
): Promise<LawResult> {
  const exemption = law.exempt?.(options.connector.describe());
  if (exemption !== undefined) return resultOf(law, "not_applicable", exemption);
  const skip = options.skip?.[law.name];
  if (skip !== undefined) return resultOf(law, "skipped", skip);
  try {
    await runLaw(law, { create: () => ConnectorBench.open(options) });
    return resultOf(law, "held");
  } catch (error) {
    return resultOf(law, "broken", error instanceof Error ? error.message : String(error));
  }
}
