import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { connectAsync, type MqttClient } from "mqtt";
import { vi } from "vitest";

const PLACES = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"];
const LOGIN = { username: "solarmon", password: "broker-Secret-4711" };

function find(program: string): string | undefined {
  return PLACES.map((place) => join(place, program)).find((path) => existsSync(path));
}

const broker = find("mosquitto");
const passwords = find("mosquitto_passwd");

/** Why tests with a real broker cannot run; `undefined` when they can. */
export const missingMosquitto: string | undefined =
  broker !== undefined && passwords !== undefined ? undefined : "mosquitto is not installed";

/** A real broker that wants a password, keeps what it is asked to, and can be stopped and started again. */
export class Mosquitto implements AsyncDisposable {
  readonly settings: Readonly<Record<"address" | "username" | "password", string>>;
  readonly #folder: string;
  readonly #clients: MqttClient[] = [];
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.settings = { address: `mqtt://127.0.0.1:${port}`, ...LOGIN };
  }

  static async start(): Promise<Mosquitto> {
    const folder = await mkdtemp(join(tmpdir(), "solarmon-mosquitto-"));
    const port = await freePort();
    const file = join(folder, "passwords");
    await writeFile(file, `${LOGIN.username}:${LOGIN.password}\n`, { mode: 0o600 });
    execFileSync(passwords ?? "mosquitto_passwd", ["-U", file]);
    const lines = [
      `listener ${port} 127.0.0.1`,
      "allow_anonymous false",
      `password_file ${file}`,
      "user root",
    ];
    await writeFile(join(folder, "mosquitto.conf"), lines.join("\n"));
    const mosquitto = new Mosquitto(folder, port);
    await mosquitto.run();
    return mosquitto;
  }

  async run(): Promise<void> {
    const config = join(this.#folder, "mosquitto.conf");
    this.#process = spawn(broker ?? "mosquitto", ["-c", config], { stdio: "ignore" });
    await vi.waitFor(async () => await (await this.#connect()).endAsync(), { timeout: 10_000 });
  }

  /** A device, or whoever else speaks to the broker. */
  async client(): Promise<MqttClient> {
    const client = await this.#connect();
    this.#clients.push(client);
    return client;
  }

  async publish(topic: string, payload: unknown, retain = false): Promise<void> {
    const client = await this.#connect();
    await client.publishAsync(topic, JSON.stringify(payload), { qos: 1, retain });
    await client.endAsync();
  }

  async stop(): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null) return;
    const ended = once(running, "exit");
    running.kill("SIGTERM");
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) await client.endAsync(true);
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #connect(): Promise<MqttClient> {
    return await connectAsync(this.settings.address, { ...LOGIN, reconnectPeriod: 0 });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}
