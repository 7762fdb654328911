import assert from "node:assert/strict";
import { DAY_MS, HOUR_MS, type LinkHealth, type Span } from "@solarmon/core";
import type { ConnectorBench } from "../suite/connector-bench.ts";
import { type ConnectorLaw, withoutLogin } from "../suite/connector-law.ts";
import { claimsHistory } from "../suite/has-history.ts";
import { JobBench } from "../suite/job-bench.ts";
import { makesEnergy } from "../suite/makes-energy.ts";
import { requireTrueDays, requireTrueEnergy } from "../suite/truth.ts";

/** Quotas may be so small that gaps wait for days. */
const MOST_DAYS = 12;

function requireQuotaKept({ standIn }: ConnectorBench): void {
  const over = standIn.calls.filter(({ isOverQuota }) => isOverQuota);
  assert.equal(over.length, 0, `${over.length} calls too many`);
}

function requireHealth({ status }: JobBench, ...wanted: readonly LinkHealth[]): void {
  const { health, reason } = status;
  const isRight = wanted.includes(health);
  assert.ok(isRight, `the link is to be ${wanted.join(" or ")}, and is ${health}: ${reason}`);
}

async function runUntilFilled(bench: ConnectorBench, job: JobBench): Promise<void> {
  await job.runFor(bench.description.settleMs + DAY_MS);
  for (let day = 0; day < MOST_DAYS && job.openGaps().length > 0; day += 1)
    await job.runFor(DAY_MS);
  const [open] = job.openGaps();
  assert.equal(open, undefined, `a gap stays open: ${open?.cause}, ${open?.state}`);
}

/** What was missed is there: energy to the Wh, and where the vendor keeps a history, each sunny hour. */
function requireFilled(bench: ConnectorBench, job: JobBench, gap: Span): void {
  const keepsHistory = bench.description.historyMs > 0;
  for (const site of bench.standIn.sites) {
    const { key } = site;
    if (makesEnergy(site)) requireTrueEnergy(bench, key, job.stored);
    requireTrueDays(bench, key, job.stored, gap);
    if (keepsHistory && claimsHistory(job.discovered, key)) requireSunnyHours(bench, job, key, gap);
  }
}

/** Who keeps no history says so of each gap: an empty answer is no filled one. */
function requireLostTold({ standIn, description }: ConnectorBench, job: JobBench): void {
  for (const { key } of standIn.sites) {
    if (description.historyMs > 0 && claimsHistory(job.discovered, key)) continue;
    const states = job.gapsOf(key).map(({ state }) => state);
    assert.ok(states.length > 0, `site ${key}: an outage of days left no gap`);
    for (const state of states) assert.equal(state, "vendor_has_none", `a gap of site ${key}`);
  }
}

function requireSunnyHours(bench: ConnectorBench, job: JobBench, key: string, gap: Span): void {
  const ofSite = job.stored.filter(({ siteKey }) => siteKey === key);
  const hours = new Set(ofSite.map(({ measuredAt }) => Math.floor(measuredAt / HOUR_MS)));
  for (let at = Math.ceil(gap.start / HOUR_MS) * HOUR_MS; at + HOUR_MS <= gap.end; at += HOUR_MS) {
    const isSunny = bench.energyWh(key, { start: at, end: at + HOUR_MS }) > 0;
    const when = new Date(at).toISOString();
    assert.ok(!isSunny || hours.has(at / HOUR_MS), `site ${key}: nothing is known of ${when}`);
  }
}

export const jobLaws: readonly ConnectorLaw[] = [
  {
    name: "an outage of days is filled afterwards, and the energy is known to the Wh",
    level: "silver",
    async run({ subject }) {
      const bench = await subject.counting();
      await using job = await JobBench.open(bench);
      await job.runFor(DAY_MS);
      bench.standIn.misbehave("server-error");
      const start = bench.clock.now();
      await job.runFor(2 * DAY_MS);
      requireHealth(job, "unreachable", "degraded", "waiting_for_quota");
      bench.standIn.misbehave(null);
      const gap = { start, end: bench.clock.now() };
      await runUntilFilled(bench, job);
      requireHealth(job, "ok", "waiting_for_quota");
      requireFilled(bench, job, gap);
      requireLostTold(bench, job);
      requireQuotaKept(bench);
    },
  },
  {
    name: "nothing is asked until somebody logs in again, and then what was missed is filled",
    level: "silver",
    exempt: withoutLogin,
    async run({ subject }) {
      const bench = await subject.counting();
      await using job = await JobBench.open(bench);
      await job.runFor(DAY_MS);
      bench.standIn.revoke();
      const start = bench.clock.now();
      await job.runFor(4 * HOUR_MS);
      requireHealth(job, "needs_login");
      const calls = bench.standIn.calls.length;
      await job.runFor(DAY_MS);
      assert.equal(bench.standIn.calls.length, calls, "it went on asking");
      bench.logInAgain();
      await job.signedIn(bench.settings);
      const gap = { start, end: bench.clock.now() };
      await runUntilFilled(bench, job);
      requireFilled(bench, job, gap);
      requireQuotaKept(bench);
    },
  },
];
