import { type CuttableProxy, startProxy } from "../services/cuttable-proxy.ts";
import { type OwnKafka, startKafka } from "../services/kafka.ts";
import { type OwnPostgres, startPostgres } from "../services/postgres.ts";
import { type OwnRedis, startRedis } from "../services/redis.ts";
import { type DatabaseEnvironment, prepareDatabase } from "./prepare-database.ts";

/** What several processes share, each behind a proxy, and how a server is told of it. */
export interface SharedServices extends AsyncDisposable {
  readonly postgres: OwnPostgres;
  readonly redis: OwnRedis;
  readonly kafka: OwnKafka;
  readonly proxies: Readonly<Record<"postgres" | "redis" | "kafka", CuttableProxy>>;
  /** Goes through the proxies, unless it was asked for without. */
  readonly environment: Readonly<Record<string, string>>;
  /** Goes past them. */
  readonly database: DatabaseEnvironment;
}

export interface SharedServicesOptions {
  readonly partitions: number;
  /** `false`: servers go to them directly, which is faster. Default `true`. */
  readonly isProxied?: boolean;
}

/** Starts PostgreSQL, Redis and Kafka on loopback, with a database that is ready for servers. */
export async function startSharedServices({
  partitions,
  isProxied = true,
}: SharedServicesOptions): Promise<SharedServices> {
  await using stack = new AsyncDisposableStack();
  const proxies = {
    postgres: stack.use(await startProxy()),
    redis: stack.use(await startProxy()),
    kafka: stack.use(await startProxy()),
  };
  const advertised = `advertised.listeners=CLIENTS://127.0.0.1:${proxies.kafka.port}`;
  const postgres = stack.use(await startPostgres());
  const redis = stack.use(await startRedis());
  const kafka = stack.use(await startKafka({ properties: isProxied ? [advertised] : [] }));
  const database = await prepareDatabase(postgres.url);
  const direct = { ...database, REDIS_URL: redis.url, KAFKA_BROKERS: kafka.brokers };
  proxies.postgres.target = Number(new URL(postgres.url).port);
  proxies.redis.target = Number(new URL(redis.url).port);
  proxies.kafka.target = Number(kafka.brokers.split(":")[1]);
  const proxied = {
    ...database,
    DATABASE_URL: through(database.DATABASE_URL, proxies.postgres),
    DATABASE_OPERATOR_URL: through(database.DATABASE_OPERATOR_URL, proxies.postgres),
    REDIS_URL: through(redis.url, proxies.redis),
    KAFKA_BROKERS: `127.0.0.1:${proxies.kafka.port}`,
  };
  const open = stack.move();
  return {
    postgres,
    redis,
    kafka,
    proxies,
    environment: { ...(isProxied ? proxied : direct), KAFKA_PARTITIONS: String(partitions) },
    database,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

function through(url: string, proxy: CuttableProxy): string {
  const changed = new URL(url);
  changed.port = String(proxy.port);
  return changed.href;
}
