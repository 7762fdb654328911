import type { Metric, PartHealth } from "@solarmon/api";
import type { Intake } from "@solarmon/ingest";
import { CONSUMER } from "./processor/consumers.ts";
import type { ProcessorLink } from "./processor/processor-link.ts";
import type { ServerStream } from "./stream/server-stream.ts";

/** What `/readyz` and `/metrics` tell of the server's parts. */
export class ServerState {
  readonly #stream: ServerStream;
  #isOpen = false;

  constructor(stream: ServerStream) {
    this.#stream = stream;
  }

  /** All doors are open. */
  open(): void {
    this.#isOpen = true;
  }

  /** @param processor - where this process has one */
  parts(processor: ProcessorLink | undefined, intake: Intake): PartHealth[] {
    const isBlocked = intake.counts.isBlocked;
    return [
      { name: "doors", isOk: this.#isOpen, ...(this.#isOpen ? {} : { detail: "still opening" }) },
      ...(processor ? [healthOf(processor)] : []),
      {
        name: "stream",
        isOk: !isBlocked,
        ...(isBlocked
          ? { detail: "takes no readings: is the disk full, or are the brokers away?" }
          : {}),
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
      this.#stream.lagRecords(CONSUMER.processor),
    );
    const { lagMs } = this.#stream;
    if (lagMs !== null)
      yield gauge(
        "solarmon_processor_lag_seconds",
        "How long the oldest record that is not stored has waited.",
        lagMs / 1000,
      );
    yield gauge(
      "solarmon_archiver_lag_records",
      "Stream records not yet in the archive.",
      this.#stream.lagRecords(CONSUMER.archiver),
    );
  }
}

function healthOf(processor: ProcessorLink): PartHealth {
  const { isReady, trouble } = processor;
  return { name: "processor", isOk: isReady, ...(isReady ? {} : { detail: trouble }) };
}

function counter(name: string, help: string, value: number): Metric {
  return { name, help, type: "counter", value };
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: "gauge", value };
}
