import type { BaseOptions, SASLOptions } from "@platformatic/kafka";
import type { KafkaSasl, KafkaSettings } from "./kafka-options.ts";

const FIRST_RETRY_MS = 50;
/** Longest pause before something is tried again [ms]. */
export const LONGEST_RETRY_MS = 1_000;
const RETRIES = 5;
const HEARTBEATS_PER_SESSION = 5;
const REQUEST_MARGIN_MS = 5_000;

/** What every client of the brokers is made with. */
export function connectionOptions(settings: KafkaSettings): BaseOptions {
  const { brokers, clientId, tls, sasl, sessionTimeoutMs } = settings;
  return {
    clientId,
    bootstrapBrokers: [...brokers],
    autocreateTopics: false,
    retries: RETRIES,
    retryDelay: retryDelayMs,
    // the answer to a request to join may take a session: the coordinator waits for members that are gone
    requestTimeout: sessionTimeoutMs + REQUEST_MARGIN_MS,
    ...(tls === false ? {} : { tls: tls === true ? {} : tls }),
    ...(sasl ? { sasl: saslOptions(sasl) } : {}),
  };
}

/** How long the brokers wait for a worker. Given when a client is made: it joins again by itself, too. */
export function sessionOptions({ sessionTimeoutMs }: KafkaSettings): {
  readonly sessionTimeout: number;
  readonly rebalanceTimeout: number;
  readonly heartbeatInterval: number;
} {
  return {
    sessionTimeout: sessionTimeoutMs,
    rebalanceTimeout: sessionTimeoutMs,
    heartbeatInterval: Math.floor(sessionTimeoutMs / HEARTBEATS_PER_SESSION),
  };
}

function retryDelayMs(_client: object, _operation: string, attempt: number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt);
}

function saslOptions(sasl: KafkaSasl): SASLOptions {
  const { mechanism } = sasl;
  if (mechanism === "OAUTHBEARER") return { mechanism, token: sasl.token };
  return { mechanism, username: sasl.username, password: sasl.password };
}
