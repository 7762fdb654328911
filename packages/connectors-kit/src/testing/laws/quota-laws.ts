import assert from "node:assert/strict";
import { DAY_MS, type Instant, SECOND_MS } from "@solarmon/core";
import { ConnectorError } from "../../http/connector-error.ts";
import { type ConnectorLaw, withoutQuota } from "../suite/connector-law.ts";
import type { ConnectorBench, LinkedBench } from "../suite/connector-bench.ts";
import { outcomeOf } from "../suite/outcome.ts";

/** Two days, unless the vendor allows so much that it would take too long; past a limit of 5,000 an hour. */
const LENGTH_MS = 2 * DAY_MS;
const MOST_CALLS = 6_000;

/** @returns until when there are no calls left; `undefined` when the poll went well */
function waitOf(errors: readonly unknown[]): Instant | undefined {
  const [error] = errors;
  if (error === undefined) return undefined;
  const isRate = ConnectorError.isConnectorError(error) && error.kind === "rate";
  assert.ok(isRate, "a poll failed, and not for want of quota");
  assert.ok(error.retryAt !== null, "until when to wait is not said");
  return error.retryAt;
}

/** Polls as soon as the ledger gives leave, all the time. @returns polls that told something after one that had to wait */
async function pollHard({ clock, standIn }: ConnectorBench, linked: LinkedBench): Promise<number> {
  const { link, sites } = linked;
  const end = clock.now() + LENGTH_MS;
  let [waits, polledAgain] = [0, 0];
  while (clock.now() < end && standIn.calls.length < MOST_CALLS) {
    const { errors, readings } = await outcomeOf(link.poll(sites));
    const waitUntil = waitOf(errors);
    if (readings.length > 0 && waits > 0) polledAgain += 1;
    if (waitUntil !== undefined) waits += 1;
    clock.set(Math.max(waitUntil ?? 0, clock.now() + SECOND_MS));
  }
  return waits === 0 ? Number.POSITIVE_INFINITY : polledAgain;
}

export const quotaLaws: readonly ConnectorLaw[] = [
  {
    name: "the vendor's quota is never exceeded, however hard a link is polled",
    level: "silver",
    exempt: withoutQuota,
    async run({ subject }) {
      const bench = await subject.counting();
      const polledAgain = await pollHard(bench, await bench.linked());
      const over = bench.standIn.calls.filter(({ isOverQuota }) => isOverQuota);
      assert.deepEqual(over.slice(0, 3), [], `${over.length} calls too many`);
      const hasMore = subject.description.quotas.some(({ period }) => period !== "month");
      assert.ok(polledAgain > 0 || !hasMore, "after waiting nothing was read any more");
    },
  },
  {
    name: "there are never more calls at once than the vendor allows",
    level: "silver",
    exempt: ({ maxConcurrent }) => (maxConcurrent === null ? "it has no such limit" : undefined),
    async run({ subject }) {
      const bench = await subject.counting();
      const { link, sites } = await bench.linked();
      bench.standIn.misbehave("busy");
      await Promise.all([
        outcomeOf(link.poll(sites)),
        outcomeOf(link.poll(sites)),
        link.discover().catch(() => []),
      ]);
      const most = Math.max(...bench.standIn.calls.map(({ concurrent }) => concurrent));
      const limit = subject.description.maxConcurrent ?? most;
      assert.ok(most <= limit, `${most} calls at once`);
    },
  },
];
