import { SolarmonError } from "@solarmon/core";
import { openKafka } from "../services/open-kafka.ts";
import { openLive } from "../services/open-live.ts";
import { lookAt, type Probe } from "../services/probes/probe.ts";
import { PROBE_TIMEOUT_MS } from "../services/probes/probe-board.ts";
import { redisProbe } from "../services/probes/redis-probe.ts";
import type { KafkaService, RedisService, Services } from "../services/services.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";

/** The client makes its connection, and asks what there is. */
const KAFKA_TIMEOUT_MS = 5 * PROBE_TIMEOUT_MS;

/** What `/readyz` of a server with these services would say of them. */
export async function* checkServices(services: Services): AsyncGenerator<Finding> {
  const { postgres, redis, kafka } = services;
  if (postgres) {
    const { openPostgresProbe } = await import("../services/probes/postgres-probe.ts");
    await using probe = openPostgresProbe(postgres);
    yield await findingOf(probe, "Start it, or correct DATABASE_URL and DATABASE_OPERATOR_URL.");
  }
  if (redis) yield await checkRedis(redis);
  if (kafka) yield await checkKafka(kafka);
}

async function checkRedis(service: RedisService): Promise<Finding> {
  await using live = await openLive(service, () => undefined);
  return await findingOf(
    redisProbe(() => live.isReady),
    "Start it, or correct REDIS_URL.",
  );
}

/** Makes no topic: that is left to the server. */
async function checkKafka(service: KafkaService): Promise<Finding> {
  let isMissing = false;
  const check = async (): Promise<void> => {
    try {
      const change = { createTopic: false } as const;
      await using stream = await openKafka(service, () => undefined, change);
      await stream.check();
    } catch (error) {
      isMissing = SolarmonError.is(error) && error.code === "not_found";
      throw error;
    }
  };
  const probe: Probe = { name: "kafka", without: "failed", check };
  const found = await findingOf(probe, "Start it, or correct KAFKA_BROKERS.", KAFKA_TIMEOUT_MS);
  return isMissing
    ? warning("kafka", "there is no topic yet", "The first server makes it when it starts.")
    : found;
}

async function findingOf(
  probe: Probe,
  advice: string,
  timeoutMs: number = PROBE_TIMEOUT_MS,
): Promise<Finding> {
  const { name, state, reason = "" } = await lookAt(probe, timeoutMs);
  if (state === "ok") return ok(name, "it answers");
  return state === "failed" ? problem(name, reason, advice) : warning(name, reason, advice);
}
