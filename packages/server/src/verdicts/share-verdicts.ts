import { type AppendVerdict, newId } from "@solarmon/core";
import type { VerdictBoard } from "@solarmon/ingest";
import type { KafkaService, Services } from "../services/services.ts";
import { type OnVerdicts, VerdictTopic } from "./verdict-topic.ts";

/** A board at which verdicts of every process arrive that has the same stream. */
export interface SharedVerdicts extends VerdictBoard, AsyncDisposable {}

/**
 * Where another process may store what this one takes, verdicts go through a topic. While that is not there (it is opened
 * beside the start, or the brokers do not allow it) those of other processes do not come, and who waits hears `accepted`.
 */
export function shareVerdicts(
  local: VerdictBoard,
  { kafka }: Services,
  warn: (message: string) => void,
): SharedVerdicts {
  if (!kafka) return { ...local, [Symbol.asyncDispose]: async () => undefined };
  const ours = `${newId()}/`;
  const deliver = (replyTo: string, verdicts: readonly AppendVerdict[]): void =>
    local.deliver(replyTo.slice(ours.length), verdicts);
  const opening = listen(kafka, warn, (replyTo, verdicts) => {
    if (replyTo.startsWith(ours)) deliver(replyTo, verdicts);
  });
  return {
    expect: (timeoutMs) => {
      const { replyTo, verdicts } = local.expect(timeoutMs);
      return { replyTo: ours + replyTo, verdicts };
    },
    deliver: (replyTo, verdicts) => {
      if (replyTo.startsWith(ours)) deliver(replyTo, verdicts);
      else void opening.then((topic) => topic?.tell(replyTo, verdicts).catch(() => undefined));
    },
    [Symbol.asyncDispose]: async () => (await opening)?.[Symbol.asyncDispose](),
  };
}

async function listen(
  kafka: KafkaService,
  warn: (message: string) => void,
  onVerdicts: OnVerdicts,
): Promise<VerdictTopic | undefined> {
  try {
    const topic = await VerdictTopic.open(kafka, warn);
    await topic.listen(onVerdicts);
    return topic;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    warn(`?wait=stored does not hear of what other processes store: ${why}`);
    return undefined;
  }
}
