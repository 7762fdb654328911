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

/** Brokers that we started, so that one can be ended the hard way and started again on its data. */
export interface OwnKafka extends KafkaService {
  /** @param broker - its number, from 0. Default 0 */
  kill(broker?: number): Promise<void>;
  start(broker?: number): Promise<void>;
}

export interface OwnKafkaOptions {
  /** Default 1. Of three each record has three copies, two of which acknowledge it. */
  readonly brokers?: number;
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

/** KRaft brokers that are their own controllers. */
export async function startKafka(options: OwnKafkaOptions = {}): Promise<OwnKafka> {
  const jars = join(await kafkaJars(), "*");
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const nodes = await Promise.all(
    Array.from({ length: options.brokers ?? 1 }, (_, n) => planNode(folder.path, n)),
  );
  const clusterId = randomBytes(16).toString("base64url");
  const brokers: ServiceProcess[] = [];
  for (const node of nodes) {
    await writeFile(node.config, nodeProperties(node, nodes, options));
    await format(jars, node, clusterId, options.formatArgs ?? []);
    brokers.push(stack.use(brokerProcess(jars, node)));
  }
  await Promise.all(brokers.map((broker) => broker.start())); // they elect a controller together
  const open = stack.move();
  return {
    brokers: nodes.map(({ port }) => `127.0.0.1:${port}`).join(),
    kill: async (broker = 0) => brokers[broker]?.kill(),
    start: async (broker = 0) => brokers[broker]?.start(),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

interface Node {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly config: string;
  readonly dataDir: string;
}

async function planNode(folder: string, n: number): Promise<Node> {
  return {
    id: n + 1,
    port: await freePort(),
    controllerPort: await freePort(),
    config: join(folder, `${n}.properties`),
    dataDir: join(folder, `${n}`),
  };
}

async function format(
  jars: string,
  { config }: Node,
  clusterId: string,
  extra: readonly string[],
): Promise<void> {
  // in one word: an id may begin with a dash
  const given = [`--cluster-id=${clusterId}`, `--config=${config}`, ...extra];
  const args = ["-cp", jars, "kafka.tools.StorageTool", "format", ...given];
  await promisify(execFile)(findProgram("java") ?? "java", args);
}

function brokerProcess(jars: string, { config, port }: Node): ServiceProcess {
  const memory = ["-Xms128m", "-Xmx384m", "-XX:+UseSerialGC"];
  const log = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn";
  return new ServiceProcess({
    program: findProgram("java") ?? "java",
    args: [...memory, log, "-cp", jars, "kafka.Kafka", config],
    port,
    patienceMs: 60_000,
  });
}

function nodeProperties(
  { id, port, controllerPort, dataDir }: Node,
  nodes: readonly Node[],
  { protocol = "PLAINTEXT", properties: extra = [] }: OwnKafkaOptions,
): string {
  const voters = nodes.map((node) => `${node.id}@127.0.0.1:${node.controllerPort}`).join();
  const copies = Math.min(3, nodes.length);
  const acknowledging = Math.max(1, copies - 1);
  return [
    "process.roles=broker,controller",
    `node.id=${id}`,
    `controller.quorum.voters=${voters}`,
    `listeners=CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=CLIENTS://127.0.0.1:${port}`,
    `listener.security.protocol.map=CLIENTS:${protocol},CONTROLLER:PLAINTEXT`,
    "inter.broker.listener.name=CLIENTS",
    "controller.listener.names=CONTROLLER",
    `log.dirs=${dataDir}`,
    `default.replication.factor=${copies}`,
    `min.insync.replicas=${acknowledging}`,
    ...["offsets.topic", "transaction.state.log"].flatMap((topic) => [
      `${topic}.replication.factor=${copies}`,
      `${topic}.num.partitions=1`,
    ]),
    `transaction.state.log.min.isr=${acknowledging}`,
    `share.coordinator.state.topic.replication.factor=${copies}`,
    `share.coordinator.state.topic.min.isr=${acknowledging}`,
    "auto.create.topics.enable=false",
    "group.initial.rebalance.delay.ms=0",
    "group.min.session.timeout.ms=1000",
    // a killed broker may register again only when its last session is over
    "broker.session.timeout.ms=2000",
    "broker.heartbeat.interval.ms=500",
    ...extra,
  ].join("\n");
}
