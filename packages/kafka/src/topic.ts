import type { Admin } from "@platformatic/kafka";
import { ConfigResourceTypes } from "@platformatic/kafka";
import { DAY_MS, SolarmonError } from "@solarmon/core";
import { hasApiId, toKafkaError } from "./kafka-error.ts";
import type { KafkaSettings, KafkaTopicOptions } from "./kafka-options.ts";

const DEFAULT_PARTITIONS = 12;
const DEFAULT_RETENTION_MS = 7 * DAY_MS;
/** Kafka's own default of `max.message.bytes` [bytes]. */
const DEFAULT_MAX_BATCH_BYTES = 1_048_588;
/** The cluster's `default.replication.factor`. */
const CLUSTER_DEFAULT = -1;

/** What we must know of the topic. */
export interface TopicFacts {
  readonly partitions: number;
  /** Largest batch of records that the brokers take [bytes]. */
  readonly maxBatchBytes: number;
  /** A record is acknowledged once so many brokers have it. */
  readonly minInSyncReplicas: number;
}

/** Makes the topic where it is missing, and looks at it. */
export async function openTopic(admin: Admin, settings: KafkaSettings): Promise<TopicFacts> {
  const { topic, createTopic } = settings;
  try {
    const existing = await admin.listTopics();
    if (!existing.includes(topic)) {
      if (createTopic === false)
        throw new SolarmonError(
          "not_found",
          `there is no topic ${topic}, and createTopic is false`,
        );
      await makeTopic(admin, createTopic, topic);
    }
    const partitions = await countPartitions(admin, topic);
    return { partitions, ...(await readConfig(admin, settings)) };
  } catch (thrown) {
    throw toKafkaError(thrown, `the topic ${topic} could not be opened`);
  }
}

async function makeTopic(admin: Admin, wanted: KafkaTopicOptions, topic: string): Promise<void> {
  const { partitions, replicas, retentionMs = DEFAULT_RETENTION_MS } = wanted;
  if (retentionMs < DAY_MS)
    throw new SolarmonError("invalid_argument", "a stream keeps its records for at least 24 h");
  const configs = [
    { name: "retention.ms", value: String(retentionMs) },
    { name: "cleanup.policy", value: "delete" },
    // replay from a time needs one clock; those of the writers differ
    { name: "message.timestamp.type", value: "LogAppendTime" },
  ];
  await admin
    .createTopics({
      topics: [topic],
      partitions: partitions ?? DEFAULT_PARTITIONS,
      replicas: replicas ?? CLUSTER_DEFAULT,
      configs,
    })
    .catch((error: unknown) => {
      if (!hasApiId(error, "TOPIC_ALREADY_EXISTS")) throw error;
    });
}

const NEWS_PATIENCE_MS = 10_000;

/** A topic made just now may take the brokers a moment to hear of. */
async function countPartitions(admin: Admin, topic: string): Promise<number> {
  const deadlineAt = Date.now() + NEWS_PATIENCE_MS;
  for (;;) {
    try {
      const { topics } = await admin.metadata({ topics: [topic], forceUpdate: true });
      const found = topics.get(topic);
      if (found && found.partitions.every(({ leader }) => leader >= 0))
        return found.partitionsCount;
    } catch (error) {
      if (Date.now() > deadlineAt) throw error;
    }
    if (Date.now() > deadlineAt)
      throw new SolarmonError("not_found", `there is no topic ${topic}, or it has no leader`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function readConfig(
  admin: Admin,
  { topic, onWarning }: KafkaSettings,
): Promise<Omit<TopicFacts, "partitions">> {
  const resources = [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: topic }];
  const [described] = await admin.describeConfigs({ resources }).catch((error: unknown) => {
    onWarning(
      toKafkaError(error, `the settings of ${topic} could not be read, the usual are taken`),
    );
    return [];
  });
  const valueOf = (wanted: string): string | null | undefined =>
    described?.configs.find(({ name }) => name === wanted)?.value;
  const retentionMs = Number(valueOf("retention.ms") ?? DAY_MS);
  if (retentionMs >= 0 && retentionMs < DAY_MS)
    onWarning(
      new SolarmonError(
        "invalid_argument",
        `${topic} keeps records for ${retentionMs} ms only: set retention.ms to a day or more`,
      ),
    );
  return {
    maxBatchBytes: Number(valueOf("max.message.bytes") ?? DEFAULT_MAX_BATCH_BYTES),
    minInSyncReplicas: Number(valueOf("min.insync.replicas") ?? 1),
  };
}
