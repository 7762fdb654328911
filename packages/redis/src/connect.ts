import { Cluster, Redis, type RedisOptions as ClientOptions } from "ioredis";
import { SolarmonError } from "@solarmon/core";
import type { RedisOptions } from "./redis-options.ts";

/** A server, or a cluster of them. */
export type RedisClient = Redis | Cluster;

const CONNECT_MS = 2_000;
/** After so many times the longest command without a word the connection is dead. */
const SILENT_COMMANDS = 3;
const FIRST_RETRY_MS = 25;
const LONGEST_RETRY_MS = 1_000;

function retryDelayMs(attempt: number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt);
}

type ConnectionOptions = Pick<
  ClientOptions,
  | "username"
  | "password"
  | "tls"
  | "connectTimeout"
  | "commandTimeout"
  | "socketTimeout"
  | "autoResendUnfulfilledCommands"
  | "autoResubscribe"
  | "maxRetriesPerRequest"
>;

/** What is not done now is not done: callers fall back, and must not wait for a server that is away. */
function clientOptions(url: URL, commandTimeoutMs: number): ConnectionOptions {
  return {
    ...(url.username ? { username: decodeURIComponent(url.username) } : {}),
    ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
    ...(url.protocol === "rediss:" ? { tls: { servername: url.hostname } } : {}),
    connectTimeout: CONNECT_MS,
    commandTimeout: commandTimeoutMs,
    // a server that vanished without a word: the system would wait for a quarter of an hour
    socketTimeout: commandTimeoutMs * SILENT_COMMANDS,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
  };
}

/** @throws `invalid_argument` when it is no address of a Redis; the address is not told, it may hold a password */
function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.hostname && ["redis:", "rediss:"].includes(url.protocol)) return url;
  throw new SolarmonError("invalid_argument", "the address of Redis must be redis://host:port");
}

/** A client that connects by itself, again and again. */
export function createClient(options: RedisOptions): RedisClient {
  const { cluster = false, commandTimeoutMs = 1_000 } = options;
  const url = parseUrl(options.url);
  const node = { host: url.hostname, port: Number(url.port || 6_379) };
  const settings = clientOptions(url, commandTimeoutMs);
  if (!cluster) {
    const db = Number(url.pathname.slice(1)) || 0;
    const alone = { ...node, db, enableOfflineQueue: false, retryStrategy: retryDelayMs };
    return new Redis({ ...settings, ...alone });
  }
  return new Cluster([node], {
    redisOptions: settings,
    enableOfflineQueue: false,
    clusterRetryStrategy: retryDelayMs,
    // names of managed clusters belong to their certificates
    dnsLookup: (address, callback) => callback(null, address),
  });
}

/** Whether it became ready within the time of one attempt to connect. */
export async function firstReady(client: RedisClient): Promise<boolean> {
  if (client.status === "ready") return true;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), CONNECT_MS);
    client.once("ready", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
