import { type AppendVerdict, DAY_MS } from "@solarmon/core";
import type { KafkaStream } from "@solarmon/kafka";
import { openKafka } from "../services/open-kafka.ts";
import type { KafkaService } from "../services/services.ts";

const DEFAULT_TOPIC = "solarmon.envelopes";
const SUFFIX = ".verdicts";
/** Their places are the bytes of the topic: only ever add to the end. */
const VERDICTS: readonly AppendVerdict[] = ["stored", "duplicate", "replaced", "outranked"];

export type OnVerdicts = (replyTo: string, verdicts: readonly AppendVerdict[]) => void;

/**
 * Verdicts on their way between processes: a small topic beside that of the readings. They are told to whoever listens
 * then, and to nobody later.
 */
export class VerdictTopic implements AsyncDisposable {
  readonly #stream: KafkaStream;
  readonly #stop = new AbortController();
  #reading: Promise<void> = Promise.resolve();

  /** Makes the topic where it is missing. @throws what `openKafkaStream` throws */
  static async open(service: KafkaService, warn: (message: string) => void): Promise<VerdictTopic> {
    const topic = (service.topic ?? DEFAULT_TOPIC) + SUFFIX;
    const createTopic = { partitions: 1, retentionMs: DAY_MS };
    const told = (message: string): void => warn(`verdicts of other processes: ${message}`);
    return new VerdictTopic(await openKafka(service, told, { topic, createTopic }));
  }

  private constructor(stream: KafkaStream) {
    this.#stream = stream;
  }

  /** @throws `unavailable` when the brokers do not take it */
  async tell(replyTo: string, verdicts: readonly AppendVerdict[]): Promise<void> {
    const value = Uint8Array.from(verdicts, (verdict) => VERDICTS.indexOf(verdict));
    const [answer] = await this.#stream.append([{ key: replyTo, value }]);
    if (answer && !answer.ok) throw answer.error;
  }

  /** Tells of all verdicts from now on; resolves once it hears. Called once. */
  async listen(onVerdicts: OnVerdicts): Promise<void> {
    const { promise: hears, resolve, reject } = Promise.withResolvers<void>();
    this.#reading = this.#read(onVerdicts, resolve).catch(reject);
    await hears;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#reading;
    await this.#stream[Symbol.asyncDispose]();
  }

  async #read(onVerdicts: OnVerdicts, onHears: () => void): Promise<void> {
    const { signal } = this.#stop;
    const batches = this.#stream.read("verdicts", {
      start: { from: "newest" },
      onShards: onHears,
      signal,
    });
    for await (const { records } of batches)
      for (const { key, value } of records) {
        const verdicts = [...value].flatMap((byte) => VERDICTS[byte] ?? []);
        // else a later version of Solarmon wrote it: as good as none
        if (verdicts.length === value.length) onVerdicts(key, verdicts);
      }
  }
}
