import type { AppendVerdict } from "@solarmon/core";
import { SideTopic } from "../services/side-topic.ts";
import type { KafkaService } from "../services/services.ts";

/** Their places are the bytes of the topic: only ever add to the end. */
const VERDICTS: readonly AppendVerdict[] = ["stored", "duplicate", "replaced", "outranked"];

export type OnVerdicts = (replyTo: string, verdicts: readonly AppendVerdict[]) => void;

/** Verdicts on their way between processes. */
export class VerdictTopic implements AsyncDisposable {
  readonly #topic: SideTopic;

  /** Makes the topic where it is missing. @throws what `openKafkaStream` throws */
  static async open(service: KafkaService, warn: (message: string) => void): Promise<VerdictTopic> {
    return new VerdictTopic(await SideTopic.open(service, "verdicts", warn));
  }

  private constructor(topic: SideTopic) {
    this.#topic = topic;
  }

  /** @throws `unavailable` when the brokers do not take it */
  async tell(replyTo: string, verdicts: readonly AppendVerdict[]): Promise<void> {
    const bytes = Uint8Array.from(verdicts, (verdict) => VERDICTS.indexOf(verdict));
    await this.#topic.tell(replyTo, bytes);
  }

  /** Tells of all verdicts from now on; resolves once it hears. Called once. */
  async listen(onVerdicts: OnVerdicts): Promise<void> {
    await this.#topic.listen((replyTo, bytes) => {
      const verdicts = [...bytes].flatMap((byte) => VERDICTS[byte] ?? []);
      // else a later version of Solarmon wrote it: as good as none
      if (verdicts.length === bytes.length) onVerdicts(replyTo, verdicts);
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#topic[Symbol.asyncDispose]();
  }
}
