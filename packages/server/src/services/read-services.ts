import { SolarmonError } from "@solarmon/core";
import type { KafkaService, PostgresService, RedisService, Services } from "./services.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const MECHANISMS = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] as const;

/** Services that the environment names. @throws `invalid_argument` naming the variable that makes no sense */
export function readServices(environment: Environment): Services {
  const postgres = readPostgres(environment);
  const redis = readRedis(environment);
  const kafka = readKafka(environment);
  const mqttUrl = textOf(environment, "MQTT_URL");
  return {
    ...(postgres ? { postgres } : {}),
    ...(redis ? { redis } : {}),
    ...(kafka ? { kafka } : {}),
    ...(mqttUrl === undefined ? {} : { mqttUrl }),
  };
}

function readPostgres(environment: Environment): PostgresService | undefined {
  const url = textOf(environment, "DATABASE_URL");
  if (url === undefined) return undefined;
  const operatorUrl = textOf(environment, "DATABASE_OPERATOR_URL");
  const secretKeys = textOf(environment, "SOLARMON_SECRET_KEYS");
  return {
    url,
    ...(operatorUrl === undefined ? {} : { operatorUrl }),
    ...(secretKeys === undefined ? {} : { secretKeys }),
  };
}

function readRedis(environment: Environment): RedisService | undefined {
  const url = textOf(environment, "REDIS_URL");
  return url === undefined ? undefined : { url, isCluster: isOn(environment, "REDIS_CLUSTER") };
}

function readKafka(environment: Environment): KafkaService | undefined {
  const brokers = textOf(environment, "KAFKA_BROKERS");
  if (brokers === undefined) return undefined;
  const topic = textOf(environment, "KAFKA_TOPIC");
  const partitions = readPartitions(environment);
  const sasl = readSasl(environment);
  return {
    brokers: brokers.split(",").map((broker) => broker.trim()),
    hasTls: isOn(environment, "KAFKA_TLS"),
    ...(topic === undefined ? {} : { topic }),
    ...(partitions === undefined ? {} : { partitions }),
    ...(sasl ? { sasl } : {}),
  };
}

function readPartitions(environment: Environment): number | undefined {
  const text = textOf(environment, "KAFKA_PARTITIONS");
  if (text === undefined) return undefined;
  const partitions = Number(text);
  if (Number.isInteger(partitions) && partitions > 0) return partitions;
  throw new SolarmonError("invalid_argument", "KAFKA_PARTITIONS must be a whole number above 0");
}

function readSasl(environment: Environment): KafkaService["sasl"] {
  const username = textOf(environment, "KAFKA_USERNAME");
  if (username === undefined) return undefined;
  const asked = textOf(environment, "KAFKA_SASL_MECHANISM") ?? "SCRAM-SHA-512";
  const mechanism = MECHANISMS.find((one) => one === asked);
  if (mechanism)
    return { mechanism, username, password: textOf(environment, "KAFKA_PASSWORD") ?? "" };
  throw new SolarmonError(
    "invalid_argument",
    `KAFKA_SASL_MECHANISM must be one of ${MECHANISMS.join(", ")}`,
  );
}

function isOn(environment: Environment, name: string): boolean {
  const text = textOf(environment, name) ?? "false";
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  throw new SolarmonError("invalid_argument", `${name} must be true or false`);
}

function textOf(environment: Environment, name: string): string | undefined {
  const text = environment[name]?.trim();
  return text === "" ? undefined : text;
}
