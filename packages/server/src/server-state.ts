import type { Metric, PartHealth } from "@solarmon/api";
import type { Clock } from "@solarmon/core";
import type { SegmentLog } from "@solarmon/embedded";
import type { Intake } from "@solarmon/ingest";
import { CONSUMER } from "./processor/consumers.ts";
import { ProcessorLag } from "./processor/processor-lag.ts";
import type { ProcessorLink } from "./processor/processor-link.ts";

/** What `/readyz` and `/metrics` tell of the server's parts. */
export class ServerState {
  readonly lag: ProcessorLag;
  readonly #log: SegmentLog;
  readonly #settled = new Map<string, number>();
  #isOpen = false;

  constructor(log: SegmentLog, clock: Clock) {
    this.#log = log;
    this.lag = new ProcessorLag(clock);
  }

  done(consumer: string, sequence: number): void {
    if (consumer === CONSUMER.processor) this.lag.processed(sequence);
  }

  /** Reads how far the consumers were when the server stopped. */
  async begin(): Promise<void> {
    const newest = this.#log.durableEnd.sequence - 1;
    for (const consumer of Object.values(CONSUMER))
      this.settled(consumer, newest - (await this.#log.backlog(consumer)));
  }

  settled(consumer: string, sequence: number): void {
    this.#settled.set(consumer, Math.max(sequence, this.#settled.get(consumer) ?? 0));
  }

  /** All doors are open. */
  open(): void {
    this.#isOpen = true;
  }

  parts(processor: ProcessorLink, intake: Intake): PartHealth[] {
    const isBlocked = intake.counts.isBlocked;
    return [
      { name: "doors", isOk: this.#isOpen, ...(this.#isOpen ? {} : { detail: "still opening" }) },
      {
        name: "processor",
        isOk: processor.isReady,
        ...(processor.isReady ? {} : { detail: processor.trouble }),
      },
      {
        name: "stream",
        isOk: !isBlocked,
        ...(isBlocked ? { detail: "takes no readings: is the disk full?" } : {}),
      },
    ];
  }

  *metrics(intake: Intake): Generator<Metric> {
    const { acceptedReadings, refusedReadings, pendingBytes, isBlocked } = intake.counts;
    yield counter("solarmon_readings_accepted_total", "Readings taken.", acceptedReadings);
    yield counter("solarmon_readings_refused_total", "Readings refused.", refusedReadings);
    yield gauge("solarmon_intake_pending_bytes", "Accepted, not durable yet.", pendingBytes);
    yield gauge("solarmon_intake_blocked", "1 while the stream takes nothing.", Number(isBlocked));
    yield gauge(
      "solarmon_processor_lag_records",
      "Stream records not yet stored and rolled up for good.",
      this.#lag(CONSUMER.processor),
    );
    yield gauge(
      "solarmon_processor_lag_seconds",
      "How long the oldest record that is not stored has waited.",
      this.lag.lagMs / 1000,
    );
    yield gauge(
      "solarmon_archiver_lag_records",
      "Stream records not yet in the archive.",
      this.#lag(CONSUMER.archiver),
    );
  }

  #lag(consumer: string): number {
    const newest = this.#log.durableEnd.sequence - 1;
    return Math.max(0, newest - (this.#settled.get(consumer) ?? 0));
  }
}

function counter(name: string, help: string, value: number): Metric {
  return { name, help, type: "counter", value };
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: "gauge", value };
}
