import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../support/free-port.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { findKafkaJars, kafkaJars } from "./kafka-jars.ts";
import { findProgram, missingProgram, servicesAreRequired } from "./programs.ts";
import { ServiceProcess } from "./service-process.ts";

/** A Kafka cluster for tests. */
export interface KafkaService extends AsyncDisposable {
  /** `host:port`, comma-separated. */
  readonly brokers: string;
}

/** One broker that we started, so that it can be ended the hard way and started again on its data. */
export interface OwnKafka extends KafkaService {
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface OwnKafkaOptions {
  /** What clients speak with the broker: `PLAINTEXT` (default), `SASL_SSL`, … */
  readonly protocol?: string;
  /** Further lines of `server.properties`. */
  readonly properties?: readonly string[];
  /** Further arguments of the tool that formats the storage, e.g. `--add-scram`. */
  readonly formatArgs?: readonly string[];
}

/** For `describe.skipIf(...)`: why there is no broker, or `undefined`. Throws where services are required. */
export function missingKafka(): string | undefined {
  return process.env["KAFKA_BROKERS"] ? undefined : missingOwnKafka();
}

/** The same for tests that end the broker, and so need their own. `npm test` never downloads one. */
export function missingOwnKafka(): string | undefined {
  if (findKafkaJars()) return missingProgram("java");
  if (servicesAreRequired()) return missingProgram("java") ?? missingProgram("maven");
  const reason = "no Kafka here yet (npm run test:services fetches one, or set KAFKA_HOME)";
  console.warn(`skipped: ${reason}`);
  return reason;
}

/** The cluster of `KAFKA_BROKERS`, else a broker on loopback. */
export async function kafkaService(): Promise<KafkaService> {
  const brokers = process.env["KAFKA_BROKERS"];
  return brokers ? { brokers, [Symbol.asyncDispose]: async () => {} } : startKafka();
}

/** A KRaft broker that is its own controller. */
export async function startKafka(options: OwnKafkaOptions = {}): Promise<OwnKafka> {
  const jars = join(await kafkaJars(), "*");
  const folder = await temporaryFolder();
  const port = await freePort();
  const config = join(folder.path, "server.properties");
  await writeFile(config, properties(folder.path, port, await freePort(), options));
  const java = findProgram("java") ?? "java";
  const id = randomBytes(16).toString("base64url");
  const format = ["-cp", jars, "kafka.tools.StorageTool", "format", "-t", id, "-c", config];
  await promisify(execFile)(java, [...format, ...(options.formatArgs ?? [])]);
  const memory = [
    "-Xms128m",
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
  ];
  const args = [...memory, "-cp", jars, "kafka.Kafka", config];
  const broker = new ServiceProcess({ program: java, args, port, patienceMs: 60_000 });
  await broker.start();
  return {
    brokers: `127.0.0.1:${port}`,
    kill: () => broker.kill(),
    start: () => broker.start(),
    async [Symbol.asyncDispose]() {
      await broker[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

function properties(
  folder: string,
  port: number,
  controllerPort: number,
  { protocol = "PLAINTEXT", properties: extra = [] }: OwnKafkaOptions,
): string {
  return [
    "process.roles=broker,controller",
    "node.id=1",
    `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
    `listeners=CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=CLIENTS://127.0.0.1:${port}`,
    `listener.security.protocol.map=CLIENTS:${protocol},CONTROLLER:PLAINTEXT`,
    "inter.broker.listener.name=CLIENTS",
    "controller.listener.names=CONTROLLER",
    `log.dirs=${join(folder, "data")}`,
    ...["offsets.topic", "transaction.state.log"].flatMap((topic) => [
      `${topic}.replication.factor=1`,
      `${topic}.num.partitions=1`,
    ]),
    "transaction.state.log.min.isr=1",
    "share.coordinator.state.topic.replication.factor=1",
    "share.coordinator.state.topic.min.isr=1",
    "auto.create.topics.enable=false",
    "group.initial.rebalance.delay.ms=0",
    "group.min.session.timeout.ms=1000",
    // a killed broker may register again only when its last session is over
    "broker.session.timeout.ms=2000",
    "broker.heartbeat.interval.ms=500",
    ...extra,
  ].join("\n");
}
