import type { Metric, PartHealth } from "@solarmon/api";
import type { Intake } from "@solarmon/ingest";
import { CONSUMER } from "./processor/consumers.ts";
import type { ProcessorLink } from "./processor/processor-link.ts";
import type { ProbeBoard } from "./services/probes/probe-board.ts";
import type { ServerStream } from "./stream/server-stream.ts";

/** Where this process has one. */
interface StateParts {
  readonly processor: ProcessorLink | undefined;
  readonly intake: Intake;
  readonly probes: ProbeBoard;
}

/** What `/readyz` and `/metrics` tell of the server's parts. */
export class ServerState {
  readonly #stream: ServerStream;
  #isOpen = false;
  #isBrokerThere: (() => boolean) | undefined;

  constructor(stream: ServerStream) {
    this.#stream = stream;
  }

  /** All doors are open. */
  open(): void {
    this.#isOpen = true;
  }

  /** Messages are read from an outside broker. */
  bridged(isBrokerThere: () => boolean): void {
    this.#isBrokerThere = isBrokerThere;
  }

  async parts({ processor, intake, probes }: StateParts): Promise<PartHealth[]> {
    const found = await probes.look();
    const { isBlocked } = intake.counts;
    return [
      part("doors", this.#isOpen, "still opening"),
      ...(processor ? [part("processor", processor.isReady, processor.trouble)] : []),
      part("stream", !isBlocked, "takes no readings: is the disk full, or are the brokers away?"),
      ...(this.#isBrokerThere ? [mqttPart(this.#isBrokerThere())] : []),
      ...found,
    ];
  }

  async metrics(intake: Intake): Promise<Metric[]> {
    const lags = await this.#stream.lagRecords();
    return [...countsOf(intake), ...this.#lags(lags)];
  }

  *#lags(lags: ReadonlyMap<string, number>): Generator<Metric> {
    const [processor, archiver] = [lags.get(CONSUMER.processor), lags.get(CONSUMER.archiver)];
    if (processor !== undefined)
      yield gauge(
        "solarmon_processor_lag_records",
        "Stream records not yet stored and rolled up for good.",
        processor,
      );
    const { lagMs } = this.#stream;
    if (lagMs !== null)
      yield gauge(
        "solarmon_processor_lag_seconds",
        "How long the oldest record that is not stored has waited.",
        lagMs / 1000,
      );
    if (archiver !== undefined)
      yield gauge(
        "solarmon_archiver_lag_records",
        "Stream records not yet in the archive.",
        archiver,
      );
  }
}

function* countsOf({ counts }: Intake): Generator<Metric> {
  const { acceptedReadings, refusedReadings, pendingBytes, isBlocked } = counts;
  yield counter("solarmon_readings_accepted_total", "Readings taken.", acceptedReadings);
  yield counter("solarmon_readings_refused_total", "Readings refused.", refusedReadings);
  yield gauge("solarmon_intake_pending_bytes", "Accepted, not durable yet.", pendingBytes);
  yield gauge("solarmon_intake_blocked", "1 while the stream takes nothing.", Number(isBlocked));
}

function mqttPart(isThere: boolean): PartHealth {
  if (isThere) return { name: "mqtt", state: "ok" };
  const reason = "the outside broker does not answer; readings over HTTP are taken";
  return { name: "mqtt", state: "degraded", reason };
}

function part(name: string, isOk: boolean, reason: string): PartHealth {
  return isOk ? { name, state: "ok" } : { name, state: "failed", reason };
}

function counter(name: string, help: string, value: number): Metric {
  return { name, help, type: "counter", value };
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: "gauge", value };
}
