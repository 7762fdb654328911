import type { StreamPosition, StreamWriter } from "@solarmon/core";
import type { DurableEnd } from "@solarmon/embedded";
import type { Probe } from "../services/probes/probe.ts";

/** How far a consumer is in one shard of the stream. */
export interface ConsumerPlace {
  readonly consumer: string;
  readonly shard: string;
  readonly position: StreamPosition;
}

/** The stream as the server sees it: what the doors write to, and how far behind its consumers are. */
export interface ServerStream extends AsyncDisposable {
  /** Looks whether it can take readings. */
  readonly probe: Probe;
  /** Takes records as fast as they may come. */
  readonly writer: StreamWriter;
  /** Where the durable part ends, of a stream that the processor reads from the disk. */
  readonly durableEnd?: () => DurableEnd;
  /** Calls the listener whenever {@link durableEnd} has moved; returns what ends that. */
  onGrown(listener: (end: DurableEnd) => void): () => void;
  /** A consumer here has done its work up to there. */
  done(place: ConsumerPlace): void;
  /** … and that is durable. */
  settled(place: ConsumerPlace): void;
  /** Records that each consumer has not committed yet; without those that it is not known of. */
  lagRecords(): Promise<ReadonlyMap<string, number>>;
  /** How long the oldest record that is not processed has waited [ms]; `null` where that is not known. */
  readonly lagMs: number | null;
}
