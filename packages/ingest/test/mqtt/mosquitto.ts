import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { connectAsync } from "mqtt";
import { vi } from "vitest";

const places = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"];

/** Path of the mosquitto broker on this machine, if it is installed. */
export const mosquittoPath: string | undefined = places
  .map((place) => join(place, "mosquitto"))
  .find((path) => existsSync(path));

/** A real broker, with persistence, that can be killed and started again. */
export class Mosquitto {
  readonly url: string;
  readonly #dir: string;
  #process: ChildProcess | null = null;

  private constructor(dir: string, port: number) {
    this.#dir = dir;
    this.url = `mqtt://127.0.0.1:${port}`;
  }

  static async start(): Promise<Mosquitto> {
    const dir = await mkdtemp(join(tmpdir(), "solarmon-mosquitto-"));
    const port = await freePort();
    const lines = [
      `listener ${port} 127.0.0.1`,
      "allow_anonymous true",
      "persistence true",
      `persistence_location ${dir}/`,
      "autosave_interval 1",
      "max_queued_messages 100000",
      "user root",
    ];
    await writeFile(join(dir, "mosquitto.conf"), lines.join("\n"));
    const broker = new Mosquitto(dir, port);
    await broker.run();
    return broker;
  }

  async run(): Promise<void> {
    this.#process = spawn(mosquittoPath ?? "mosquitto", ["-c", join(this.#dir, "mosquitto.conf")], {
      stdio: "ignore",
    });
    await vi.waitFor(
      async () => {
        const client = await connectAsync(this.url, { reconnectPeriod: 0 });
        await client.endAsync();
      },
      { timeout: 5_000, interval: 20 },
    );
  }

  /** Ends it in order, with a last save; or as a power cut would, with SIGKILL. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const process = this.#process;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const ended = new Promise((resolve) => process.once("exit", resolve));
    process.kill(signal);
    await ended;
  }

  /** Resolves once all that it knows now is on disk. */
  async save(): Promise<void> {
    const path = join(this.#dir, "mosquitto.db");
    const savedAt = async (): Promise<number> => (await stat(path).catch(() => null))?.mtimeMs ?? 0;
    const before = await savedAt();
    this.#process?.kill("SIGUSR1");
    await vi.waitUntil(async () => (await savedAt()) > before, { timeout: 5_000 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.#dir, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("no free port");
  return address.port;
}
