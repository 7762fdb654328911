import { SolarmonError } from "@solarmon/core";

/** What a process of several does. `all`: everything, in one process. */
export type Role = "ingest" | "process" | "api" | "all";

const ROLES: readonly Role[] = ["ingest", "process", "api", "all"];

/** Where PostgreSQL is, and as whom we come. */
export interface PostgresService {
  /** Of a login that is a member of `solarmon_app`. */
  readonly url: string;
  /** Of one that is a member of `solarmon_operator`; without it `url` is a member of both. */
  readonly operatorUrl?: string;
  /** Keys of stored secrets as `id:base64`, the newest first; without them a key is kept in the data folder. */
  readonly secretKeys?: string;
}

export interface KafkaService {
  readonly brokers: readonly string[];
  readonly topic?: string;
  /** Of the topic, should it have to be made. */
  readonly partitions?: number;
  readonly hasTls: boolean;
  readonly sasl?: {
    readonly mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
    readonly username: string;
    readonly password: string;
  };
}

export interface RedisService {
  readonly url: string;
  readonly isCluster: boolean;
}

/** Services that take the place of embedded parts. Plain data, so that it can go to another thread. */
export interface Services {
  readonly postgres?: PostgresService;
  readonly redis?: RedisService;
  readonly kafka?: KafkaService;
  /** An outside MQTT broker that we read from, in place of our own door. May hold a log-in. */
  readonly mqttUrl?: string;
}

const SHARED = [
  ["DATABASE_URL", "postgres"],
  ["REDIS_URL", "redis"],
  ["KAFKA_BROKERS", "kafka"],
] as const;

/**
 * A process that does a part of the work needs all that is shared with the others.
 *
 * @throws `invalid_argument` for a role that there is not, or naming the variables that are missing
 */
export function requireRole(text: string, services: Services): Role {
  const role = ROLES.find((one) => one === text);
  if (!role)
    throw new SolarmonError(
      "invalid_argument",
      `--role is ${JSON.stringify(text)}; choose one of ${ROLES.join(", ")}`,
    );
  const missing: string[] = SHARED.filter(([, part]) => !services[part]).map(([name]) => name);
  if (services.postgres && services.postgres.secretKeys === undefined)
    missing.push("SOLARMON_SECRET_KEYS");
  if (role === "all" || missing.length === 0) return role;
  throw new SolarmonError(
    "invalid_argument",
    `--role ${role} shares its work with other processes, which needs ${missing.join(", ")}. ` +
      "Set what is missing, or run everything in one process with --role all.",
  );
}
