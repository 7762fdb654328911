import assert from "node:assert/strict";
import { DAY_MS } from "@solarmon/core";
import { ConnectorError } from "../../http/connector-error.ts";
import { type ConnectorLaw, withoutQuota } from "../suite/connector-law.ts";
import type { ConnectorBench } from "../suite/connector-bench.ts";
import { outcomeOf } from "../suite/outcome.ts";

/** No log-in of its own keeps a link busy for longer. */
const MOST_POLLS = 400;

function requireRate(error: unknown): void {
  const isRate = ConnectorError.isConnectorError(error) && error.kind === "rate";
  assert.ok(isRate, `not a matter of quota: ${String(error)}`);
  assert.ok(error.retryAt !== null, "until when to wait is not said");
}

/** Polls as often as the vendor has new values, and more, for two days. */
async function pollHard(bench: ConnectorBench): Promise<void> {
  const { link, sites } = await bench.linked();
  const stepMs = Math.max(bench.description.pollIntervalMs, (2 * DAY_MS) / MOST_POLLS);
  for (let passedMs = 0; passedMs < 2 * DAY_MS; passedMs += stepMs) {
    const polls = [outcomeOf(link.poll(sites)), outcomeOf(link.poll(sites))];
    for (const { errors } of await Promise.all(polls))
      for (const error of errors) requireRate(error);
    bench.clock.advance(stepMs);
  }
}

export const quotaLaws: readonly ConnectorLaw[] = [
  {
    name: "the vendor's quota is never exceeded, however hard a link is polled",
    level: "silver",
    exempt: withoutQuota,
    async run({ subject }) {
      await pollHard(subject);
      const over = subject.standIn.calls.filter(({ isOverQuota }) => isOverQuota);
      assert.deepEqual(over.slice(0, 3), [], `${over.length} calls too many`);
    },
  },
  {
    name: "there are never more calls at once than the vendor allows",
    level: "silver",
    exempt: ({ maxConcurrent }) => (maxConcurrent === null ? "it has no such limit" : undefined),
    async run({ subject }) {
      const { link, sites } = await subject.linked();
      await Promise.all([
        outcomeOf(link.poll(sites)),
        outcomeOf(link.poll(sites)),
        link.discover().catch(() => []),
      ]);
      const most = Math.max(...subject.standIn.calls.map(({ concurrent }) => concurrent));
      const limit = subject.description.maxConcurrent ?? most;
      assert.ok(most <= limit, `${most} calls at once`);
    },
  },
];
