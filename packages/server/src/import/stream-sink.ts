import { setTimeout as sleep } from "node:timers/promises";
import {
  decodeEnvelope,
  encodeEnvelope,
  type Envelope,
  newId,
  SolarmonError,
  type StreamPosition,
} from "@solarmon/core";
import type { KafkaStream } from "@solarmon/kafka";
import { CONSUMER } from "../processor/consumers.ts";
import { openKafka } from "../services/open-kafka.ts";
import type { KafkaService } from "../services/services.ts";
import { VerdictTally } from "../verdicts/verdict-tally.ts";
import { VerdictTopic } from "../verdicts/verdict-topic.ts";
import {
  type ImportOutcome,
  type ImportSink,
  NO_VERDICTS,
  type VerdictCounts,
} from "./import-sink.ts";

/** Live readings of the plant wait behind as many envelopes as may be on their way. */
const BATCH_READINGS = 8_000;
const MAX_WAITING = 6;
const ROLLED_UP_MS = 30_000;
const LOOK_MS = 100;

/**
 * Sends an import through the stream on Kafka, to whichever process has the plant. Readings are durable when `store`
 * resolves; their verdicts come later, and no more is sent than the workers follow.
 */
export async function openStreamSink(
  service: KafkaService,
  warn: (message: string) => void,
): Promise<ImportSink> {
  await using stack = new AsyncDisposableStack();
  const stream = stack.use(await openKafka(service, warn));
  const tally = new VerdictTally({ maxWaiting: MAX_WAITING });
  try {
    const verdicts = stack.use(await VerdictTopic.open(service, warn));
    await verdicts.listen((replyTo, list) => tally.hear(replyTo, list));
  } catch (error) {
    tally.stopWaiting();
    const why = error instanceof Error ? error.message : String(error);
    warn(`what becomes of the readings cannot be told: ${why}`);
  }
  const open = stack.move();
  return new StreamSink(stream, tally, open);
}

class StreamSink implements ImportSink {
  readonly batchReadings = BATCH_READINGS;
  readonly #stream: KafkaStream;
  readonly #tally: VerdictTally;
  readonly #open: AsyncDisposableStack;
  /** Of the last record of each shard. */
  readonly #places = new Map<string, StreamPosition>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(stream: KafkaStream, tally: VerdictTally, open: AsyncDisposableStack) {
    this.#stream = stream;
    this.#tally = tally;
    this.#open = open;
  }

  async store(bytes: Uint8Array): Promise<VerdictCounts> {
    const turn = this.#turn.then(() => this.#append(decodeEnvelope(bytes)));
    this.#turn = turn.catch(() => undefined); // envelopes go one after another
    await turn;
    return NO_VERDICTS;
  }

  /** What is in the stream will be rolled up, whatever happens to us. */
  async settle(): Promise<void> {}

  readonly outcome = async (): Promise<ImportOutcome> => {
    await this.#tally.all();
    const accepted = this.#tally.waitingReadings;
    if (accepted === 0) await this.#rolledUp();
    return { counts: this.#tally.counts, accepted };
  };

  [Symbol.asyncDispose](): Promise<void> {
    return this.#open.disposeAsync();
  }

  /** An envelope that the topic does not take as a whole goes in halves. */
  async #append(envelope: Envelope): Promise<void> {
    await this.#tally.room();
    const { readings, plantId: key } = envelope;
    const replyTo = newId();
    this.#tally.expect(replyTo, readings.length);
    const value = encodeEnvelope({ ...envelope, replyTo });
    const [verdict] = await this.#stream.append([{ key, value }]);
    if (verdict?.ok) {
      this.#places.set(verdict.shard, verdict.position);
      return;
    }
    this.#tally.forget(replyTo);
    if (verdict?.error.code !== "too_large" || readings.length < 2) throw refusalOf(verdict?.error);
    const middle = readings.length >>> 1;
    await this.#append({ ...envelope, readings: readings.slice(0, middle) });
    await this.#append({ ...envelope, readings: readings.slice(middle) });
  }

  /** Who reads roll-ups right after an import expects to see it in them. */
  async #rolledUp(): Promise<void> {
    const deadline = performance.now() + ROLLED_UP_MS;
    while (performance.now() < deadline) {
      if (await this.#stream.hasCommitted(CONSUMER.processor, this.#places)) return;
      await sleep(LOOK_MS);
    }
  }
}

function refusalOf(error: SolarmonError | undefined): SolarmonError {
  if (!error) return new SolarmonError("internal", "the stream gave no verdict");
  const message = `Kafka did not take readings: ${error.message}. Run the same command again: it goes on where it stopped.`;
  return new SolarmonError(error.code, message, { cause: error });
}
