import { DAY_MS, HOUR_MS, type Instant, type LinkGap, type Span } from "@solarmon/core";
import { MemoryQuotaStore } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  ConnectorError,
  type ConnectorErrorKind,
  createMemoryHost,
  type LinkHost,
  openQuotaLedger,
  type QuotaRule,
} from "../../src/index.ts";
import { BenchLink } from "./support/bench-link.ts";
import { FakeVendor, LIGHT } from "./support/fake-vendor.ts";

const START = Date.UTC(2026, 2, 20, 6);
const FILL_FROM = START - 3 * DAY_MS;

const PLANS: readonly (readonly QuotaRule[])[] = [
  [],
  [
    { name: "minute", limit: 10, period: "minute" },
    { name: "month", limit: 1_000, period: "month" },
  ],
  [{ name: "day", limit: 30, period: "day" }],
  [
    { name: "minute", limit: 1, period: "minute" },
    { name: "day", limit: 40, period: "day" },
  ],
];

const kinds = fc.constantFrom<ConnectorErrorKind>(
  "auth",
  "permission",
  "transient",
  "gone",
  "invalid",
  "protocol",
);
const hours = fc.integer({ min: 1, max: 60 });

/** Whatever can happen to a link between two stretches of time. */
const EVENTS = fc.oneof(
  fc.record({ event: fc.constant("fault" as const), kind: kinds }),
  fc.record({ event: fc.constant("site fault" as const), kind: kinds }),
  fc.record({ event: fc.constant("history fault" as const), kind: kinds }),
  fc.record({ event: fc.constant("cut" as const), calls: fc.nat(3) }),
  fc.record({ event: fc.constant("late" as const), hours: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ event: fc.constant("well" as const) }),
  fc.record({ event: fc.constant("disk" as const), isFull: fc.boolean() }),
  fc.record({ event: fc.constant("restart" as const), isOld: fc.boolean() }),
  fc.record({ event: fc.constant("pause" as const), hours }),
  fc.record({ event: fc.constant("fill" as const), fromDay: fc.nat(9), hours }),
);
/** Often at once: a kill comes when it is least wanted. */
const pauses = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: hours });
const HISTORIES = fc.array(fc.record({ happens: EVENTS, hours: pauses }), {
  minLength: 1,
  maxLength: 20,
});
type Happening = typeof EVENTS extends fc.Arbitrary<infer Value> ? Value : never;

/** A link whose host forgets nothing but what a kill takes. */
class TriedLink {
  readonly clock = new VirtualClock(START);
  readonly vendor: FakeVendor;
  readonly quotaStore = new MemoryQuotaStore();
  readonly wanted: { siteKey: string; span: Span }[] = [];
  link!: BenchLink;
  readonly #proven = new Set<string>();
  #kept: string | null = null;

  constructor(quotas: readonly QuotaRule[]) {
    // Settled days come so late that only gaps can bring what an outage took.
    const settleMs = 300 * DAY_MS;
    this.vendor = new FakeVendor(this.clock, ["a", "b"], {
      quotas,
      settleMs,
      historySpanMs: 7 * DAY_MS,
    });
  }

  async open(): Promise<this> {
    this.link = await BenchLink.open(this.vendor, this.clock, {
      host: await this.host(),
      fillFrom: FILL_FROM,
    });
    return this;
  }

  async host(): Promise<LinkHost> {
    const { clock, quotaStore: store } = this;
    const host = await createMemoryHost(this.vendor, {}, { clock });
    const rules = this.vendor.describe().quotas;
    return { ...host, ledger: await openQuotaLedger({ credential: "1", rules, store, clock }) };
  }

  /** As a scheduler that saves the status after each run. */
  async runFor(durationMs: number): Promise<void> {
    const until = this.clock.now() + durationMs;
    let runs = 0;
    for (let { nextAt } = this.link.jobs; nextAt <= until; { nextAt } = this.link.jobs) {
      this.clock.set(Math.max(this.clock.now(), nextAt));
      await this.link.jobs.run().catch(passOverFullDisk);
      this.#kept = this.link.status.progress;
      this.check();
      runs += 1;
      if (runs > 20_000) throw new Error(`spins at ${new Date(this.clock.now()).toISOString()}`);
    }
    this.clock.set(until);
  }

  async happen(what: Happening): Promise<void> {
    const { vendor, link } = this;
    if (what.event === "fault") vendor.fault = new ConnectorError(what.kind, "acme", "no");
    else if (what.event === "site fault")
      vendor.siteFaults.set("a", new ConnectorError(what.kind, "acme", "no"));
    else if (what.event === "history fault")
      vendor.historyFault = new ConnectorError(what.kind, "acme", "no");
    else if (what.event === "cut")
      vendor.failAfter = {
        calls: what.calls,
        error: new ConnectorError("transient", "acme", "cut"),
      };
    else if (what.event === "late") vendor.lateMs = what.hours * HOUR_MS;
    else if (what.event === "well") await this.recover();
    else if (what.event === "disk") link.sink.failure = what.isFull ? DISK_FULL : null;
    else if (what.event === "pause") this.clock.advance(what.hours * HOUR_MS);
    else if (what.event === "restart") await this.restart(what.isOld);
    else this.fill(what.fromDay, what.hours);
  }

  fill(fromDay: number, lengthHours: number): void {
    const start = START - fromDay * DAY_MS;
    const span = { start, end: Math.min(start + lengthHours * HOUR_MS, this.clock.now()) };
    if (span.end <= span.start) return;
    this.link.jobs.fill("b", span);
    this.wanted.push({ siteKey: "b", span });
    this.#kept = this.link.status.progress;
  }

  async restart(isOld: boolean): Promise<void> {
    if (!isOld) this.#kept = this.link.status.progress;
    this.link.replaceHost(await this.host());
    this.link.restart(this.#kept);
  }

  async recover(): Promise<void> {
    const { vendor, link } = this;
    Object.assign(vendor, { fault: null, historyFault: null, failAfter: null, lateMs: 0 });
    vendor.siteFaults.clear();
    link.sink.failure = null;
    if (link.status.health === "needs_login") await link.jobs.signedIn();
  }

  /** What must hold at any moment. */
  check(): void {
    const { vendor, link } = this;
    if (vendor.counter.refused > 0) throw new Error("the vendor had to refuse a call");
    for (const gap of link.jobs.gaps()) {
      const claim = JSON.stringify(gap);
      if (this.#proven.has(claim)) continue;
      if (!link.sink.holds(gap.siteKey, vendor.readings(gap.start, gap.filledUntil)))
        throw new Error(`called filled, and is not: ${claim}`);
      this.#proven.add(claim);
    }
  }

  /** Until nothing is open, or the patience is over. */
  async calm(): Promise<void> {
    for (let days = 0; days < 120 && this.unfilled.length > 0; days += 2)
      await this.runFor(2 * DAY_MS);
  }

  get unfilled(): readonly LinkGap[] {
    return this.link.jobs.gaps().filter(({ state }) => state !== "filled");
  }
}

function passOverFullDisk(error: unknown): void {
  if (error !== DISK_FULL) throw error;
}

const DISK_FULL = new Error("disk full");

/** Stretches of light longer than `longestMs` in which a site has no reading at all. */
function holes(stored: ReadonlySet<Instant>, span: Span, longestMs: number): Span[] {
  const found: Span[] = [];
  for (let at = span.start; at < span.end;) {
    const { start, end } = LIGHT.next(at);
    let last = Math.max(start, at);
    const times = [...stored]
      .filter((time) => time >= last && time < end)
      .toSorted((a, b) => a - b);
    for (const time of [...times, Math.min(end, span.end)]) {
      if (time - last > longestMs) found.push({ start: last, end: time });
      last = time;
    }
    at = end;
  }
  return found;
}

for (const [index, quotas] of PLANS.entries())
  test(`plan ${index}: whatever happens, no quota is exceeded, no gap lost, none called filled that is not`, async () => {
    await fc.assert(
      fc.asyncProperty(HISTORIES, async (history) => {
        const tried = await new TriedLink(quotas).open();
        for (const { happens, hours: length } of history) {
          await tried.happen(happens);
          await tried.runFor(length * HOUR_MS);
        }
        const end = tried.clock.now();
        // One more day brings the polls that find the last outage.
        await tried.recover();
        await tried.runFor(DAY_MS);
        await tried.calm();
        expect(tried.unfilled).toEqual([]);
        const { sink } = tried.link;
        for (const { siteKey, span } of tried.wanted)
          expect(sink.holds(siteKey, tried.vendor.readings(span.start, span.end))).toBe(true);
        for (const site of ["a", "b"]) {
          const stored = new Set([
            ...(sink.live.get(site) ?? []),
            ...(sink.backfill.get(site) ?? []),
          ]);
          expect(holes(stored, { start: FILL_FROM, end }, 6.5 * HOUR_MS)).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });
