import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";

const MAIN = fileURLToPath(new URL("../../packages/server/src/solarmon.js", import.meta.url));

export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  readonly mqttPort: number;
  readonly pid: number;
  /** From spawn until `/readyz` said yes [ms]. */
  readonly readyAfterMs: number;
  /** What it printed. */
  output(): string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function waitUntilReady(
  child: ChildProcess,
  url: string,
  output: () => string,
): Promise<number> {
  const start = performance.now();
  while (performance.now() - start < 60_000) {
    if (child.exitCode !== null) throw new Error(`the server ended early:\n${output()}`);
    if (await isReady(url)) return performance.now() - start;
    await sleep(5);
  }
  throw new Error(`the server was not ready within 60 s:\n${output()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

export interface ServerOrder {
  /** Beside ours. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Further arguments, e.g. `--role process`. */
  readonly args?: readonly string[];
}

/** Runs `solarmon up` on free ports over a data folder, as a process of its own. */
export async function startServer(
  dataDir: string,
  { environment = {}, args = [] }: ServerOrder = {},
): Promise<ServerProcess> {
  const [port, mqttPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [MAIN, "up", ...args], {
    env: {
      ...process.env,
      ...environment,
      SOLARMON_DATA_DIR: dataDir,
      SOLARMON_PORT: String(port),
      SOLARMON_MQTT_PORT: String(mqttPort),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => chunks.push(text));
  const output = (): string => chunks.join("");
  const url = `http://127.0.0.1:${port}`;
  const readyAfterMs = await waitUntilReady(child, url, output);
  return {
    url,
    mqttPort,
    pid: child.pid ?? 0,
    readyAfterMs,
    output,
    kill: () => end(child, "SIGKILL"),
    [Symbol.asyncDispose]: () => end(child, "SIGTERM"),
  };
}

/** Resident memory of a process [MB]. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
