import type { SolarmonError } from "@solarmon/core";
import type { ConnectionOptions } from "node:tls";

/** How the brokers learn who we are. */
export type KafkaSasl =
  | {
      readonly mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
      readonly username: string;
      readonly password: string;
    }
  | {
      /** OAuth, and IAM of MSK: the token is asked for at every log-in. */
      readonly mechanism: "OAUTHBEARER";
      readonly token: () => Promise<string>;
    };

/** What a topic gets that is made on opening. */
export interface KafkaTopicOptions {
  /** Parts that keep order each for themselves, and most workers that share a consumer's work. Default 12. */
  readonly partitions?: number;
  /** Copies of each record. Default: the cluster's own setting. */
  readonly replicas?: number;
  /** Records are kept so long [ms], read or not. At least 24 h. Default 7 days. */
  readonly retentionMs?: number;
}

export interface KafkaStreamOptions {
  /** `host:port` of one broker or more. */
  readonly brokers: readonly string[];
  /** Default `solarmon.envelopes`. */
  readonly topic?: string;
  /** `false`: the topic must exist. Default: it is made where it is missing. */
  readonly createTopic?: KafkaTopicOptions | false;
  /** Before each consumer's name, to make the name of its group. Default `solarmon.`. */
  readonly groupPrefix?: string;
  /** Name in the brokers' logs and quotas. Default `solarmon`. */
  readonly clientId?: string;
  /** `true`, or what `node:tls` takes (`ca`, `cert`, `key`, …). Default: no TLS. */
  readonly tls?: boolean | ConnectionOptions;
  readonly sasl?: KafkaSasl;
  /** Default `none`: envelopes are packed already. */
  readonly compression?: "none" | "gzip" | "zstd";
  /** About how long a record may wait for the brokers before it is refused as `unavailable` [ms]. Default 30,000. */
  readonly deliveryTimeoutMs?: number;
  /** Most bytes of records that may wait for the brokers; more is refused as `rate_limited`. Default 64 MiB. */
  readonly maxPendingBytes?: number;
  /** About how many bytes a reader asks each broker for at a time, as they come over the wire. Default 16 MiB. */
  readonly fetchBytes?: number;
  /** A worker that was not heard of for so long [ms] is dead and its partitions go to the others. Default 10,000. */
  readonly sessionTimeoutMs?: number;
  /** Told of what needs a person: brokers that are away, records that were deleted unread, a commit that came too late. */
  readonly onWarning?: (warning: SolarmonError) => void;
}

/** The options with their defaults. */
export interface KafkaSettings extends Required<Omit<KafkaStreamOptions, "sasl">> {
  readonly sasl: KafkaSasl | undefined;
}

const MEBIBYTE = 1_048_576;

export function settingsOf(options: KafkaStreamOptions): KafkaSettings {
  return {
    topic: "solarmon.envelopes",
    createTopic: {},
    groupPrefix: "solarmon.",
    clientId: "solarmon",
    tls: false,
    sasl: undefined,
    compression: "none",
    deliveryTimeoutMs: 30_000,
    maxPendingBytes: 64 * MEBIBYTE,
    fetchBytes: 16 * MEBIBYTE,
    sessionTimeoutMs: 10_000,
    onWarning: () => {},
    ...options,
  };
}
