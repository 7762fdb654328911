import type { Admin } from "@platformatic/kafka";
import { SolarmonError } from "@solarmon/core";
import { hasApiId } from "./kafka-error.ts";
import type { TopicFacts } from "./topic.ts";

/**
 * Whether every partition of the topic can take records now, as the brokers say.
 *
 * @throws `unavailable` in words that hold no address: they do not answer, or some partitions are without a leader, or
 * without the copies that an acknowledgement needs · `not_found` the topic is gone
 */
export async function checkTopic(admin: Admin, topic: string, facts: TopicFacts): Promise<void> {
  const partitions = await partitionsOf(admin, topic);
  const count = partitions.length;
  const leaderless = partitions.filter(({ leader }) => leader < 0).length;
  if (leaderless > 0) throw away(`${leaderless} of ${count} partitions have no leader`);
  const thin = partitions.filter(({ isr }) => isr.length < facts.minInSyncReplicas).length;
  if (thin > 0) throw away(`${thin} of ${count} partitions have too few copies in sync`);
}

interface Partition {
  readonly leader: number;
  readonly isr: readonly number[];
}

async function partitionsOf(admin: Admin, topic: string): Promise<readonly Partition[]> {
  try {
    const { topics } = await admin.metadata({ topics: [topic], forceUpdate: true });
    const found = topics.get(topic);
    if (found) return found.partitions;
  } catch (cause) {
    if (!hasApiId(cause, "UNKNOWN_TOPIC_OR_PARTITION")) throw away("no broker answers", cause);
  }
  throw new SolarmonError("not_found", `there is no topic ${topic}`);
}

function away(reason: string, cause?: unknown): SolarmonError {
  return new SolarmonError("unavailable", reason, { cause });
}
