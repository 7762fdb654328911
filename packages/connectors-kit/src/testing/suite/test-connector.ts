// oxlint-disable vitest/require-hook -- tests are made of data here
import { registerLaws } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { connectorLaws } from "../laws/index.ts";
import { ConnectorBench } from "./connector-bench.ts";
import type { ConnectorLaw } from "./connector-law.ts";
import { type LawResult, levelOf, resultOf } from "./level.ts";
import { measureLaw } from "./measure-connector.ts";
import type { ConnectorSuiteOptions } from "./suite-options.ts";

/** Runs every law, and then holds the level against what the connector says of itself. */
const LEVEL_TIMEOUT_MS = 300_000;

/**
 * Makes a test of every law that applies to the connector, and one that it reaches exactly the level that it claims.
 *
 * @example
 * testConnector("fronius", { connector: froniusConnector, standIn: startFroniusStandIn });
 */
export function testConnector(title: string, options: ConnectorSuiteOptions): void {
  const held = new Map<string, LawResult>();
  const laws = connectorLaws.map((law) => noting(law, held));
  const skip = { ...exemptions(options), ...options.skip };
  registerLaws(title, laws, { create: () => ConnectorBench.open(options), skip });
  test(`${title} reaches the level that it claims`, { timeout: LEVEL_TIMEOUT_MS }, async () => {
    const results: LawResult[] = [];
    for (const law of connectorLaws)
      results.push(held.get(law.name) ?? (await measureLaw(law, options)));
    const broken = results.filter(({ outcome }) => outcome === "broken" || outcome === "skipped");
    const claimed = options.connector.describe().level;
    expect({ level: levelOf(results), broken }).toEqual({
      level: claimed,
      broken: expect.anything(),
    });
  });
}

/** A law that remembers that it held. */
function noting(law: ConnectorLaw, held: Map<string, LawResult>): ConnectorLaw {
  return {
    ...law,
    async run(context) {
      await law.run(context);
      held.set(law.name, resultOf(law, "held"));
    },
  };
}

function exemptions({ connector }: ConnectorSuiteOptions): Record<string, string> {
  const description = connector.describe();
  return Object.fromEntries(
    connectorLaws.flatMap((law) => {
      const reason = law.exempt?.(description);
      return reason === undefined ? [] : [[law.name, `it does not apply: ${reason}`] as const];
    }),
  );
}
