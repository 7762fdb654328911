// Load generator for the MQTT door: prebuilt packets on raw sockets, in a process of its own.
// node scripts/bench/mqtt-load.ts '{"host":"127.0.0.1","port":1883,"connections":100,…}'
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { LATENCY_BINS, LoadConnection } from "./load-connection.ts";

/** Who the load comes from. */
export interface LoadCredential {
  readonly id: string;
  readonly secret: string;
  readonly tenantId: string;
  readonly plantId: string;
  /** Devices in turn; the first is that of the topic. */
  readonly deviceIds: readonly string[];
}

export interface MqttLoadOptions {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  /** Messages in flight per connection. */
  readonly window: number;
  readonly seconds: number;
  /** Measuring starts after so long. Default 1. */
  readonly warmUpSeconds?: number;
  readonly readingsPerMessage: number;
  /** 2–12. */
  readonly points: number;
  /** Connections take them in turn. */
  readonly credentials: readonly LoadCredential[];
  /** Measured time of a device's first reading. Default a day ago. */
  readonly startAt?: number;
  /** From one reading of a device to its next. Default 1,000. */
  readonly stepMs?: number;
}

export interface MqttLoadResult {
  /** Acknowledged while measuring. */
  readonly messages: number;
  readonly seconds: number;
  readonly messagesPerSecond: number;
  readonly readingsPerSecond: number;
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
  /** Acknowledged from the first message on. */
  readonly totalMessages: number;
  /** Share of one core that the generator used: near 1, it is the bottleneck. */
  readonly generatorCpu: number;
}

/** Runs the load in this process. */
export async function runMqttLoad(options: MqttLoadOptions): Promise<MqttLoadResult> {
  const all = await openAll(options);
  for (const connection of all) connection.start();
  await sleep((options.warmUpSeconds ?? 1) * 1_000);
  const ackedBefore = sumAcked(all);
  for (const connection of all) connection.latencies.fill(0);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await sleep(options.seconds * 1_000);
  const seconds = (performance.now() - startedAt) / 1_000;
  const messages = sumAcked(all) - ackedBefore;
  const used = process.cpuUsage(cpu);
  for (const connection of all) connection.stop();
  const latencies = sumLatencies(all);
  await sleep(200); // the last acks
  for (const connection of all) connection.close();
  return {
    messages,
    seconds,
    messagesPerSecond: messages / seconds,
    readingsPerSecond: (messages * options.readingsPerMessage) / seconds,
    ackP50Ms: quantileMs(latencies, 0.5),
    ackP99Ms: quantileMs(latencies, 0.99),
    totalMessages: sumAcked(all),
    generatorCpu: (used.user + used.system) / 1e6 / seconds,
  };
}

/** Runs the load in a process of its own. */
export async function spawnMqttLoad(options: MqttLoadOptions): Promise<MqttLoadResult> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), "-"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(options)); // not as an argument: others could read the secrets
  const output = await child.stdout.toArray();
  const text = Buffer.concat(output).toString();
  if (text === "") throw new Error("the load generator ended without a result");
  return JSON.parse(text);
}

async function openAll(options: MqttLoadOptions): Promise<LoadConnection[]> {
  const all: LoadConnection[] = [];
  for (let index = 0; index < options.connections; index++) {
    const credential = options.credentials[index % options.credentials.length];
    if (!credential) throw new Error("the load needs a credential");
    const connection = new LoadConnection(options, credential);
    await connection.open(credential, `load-${index}`);
    all.push(connection);
  }
  return all;
}

function sumAcked(all: readonly LoadConnection[]): number {
  return all.reduce((sum, connection) => sum + connection.acked, 0);
}

function sumLatencies(all: readonly LoadConnection[]): Float64Array {
  const sum = new Float64Array(LATENCY_BINS);
  for (const { latencies } of all)
    for (let bin = 0; bin < LATENCY_BINS; bin++) sum[bin] = (sum[bin] ?? 0) + (latencies[bin] ?? 0);
  return sum;
}

function quantileMs(bins: Float64Array, share: number): number {
  const total = bins.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  return (
    Math.max(
      0,
      bins.findIndex((count) => (seen += count) >= total * share),
    ) / 10
  );
}

function sleep(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

async function readInput(): Promise<string> {
  const given = process.argv[2] ?? "-";
  if (given !== "-") return given;
  return Buffer.concat(await process.stdin.toArray()).toString();
}

if (import.meta.main) {
  const result = await runMqttLoad(JSON.parse(await readInput()));
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
