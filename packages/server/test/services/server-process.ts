import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../../../scripts/support/free-port.ts";
import { spawnSolarmon } from "../support/solarmon.ts";
import type { Environment } from "./house.ts";

const PATIENCE_MS = 60_000;

/** `solarmon up` in a process of its own. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  readonly mqttUrl: string;
  output(): string;
  kill(): Promise<void>;
}

/** Resolves once `/readyz` says yes. @throws with its last words when it ends before */
export async function startProcess(
  dataDir: string,
  environment: Environment,
  ...args: readonly string[]
): Promise<ServerProcess> {
  const [port, mqttPort] = [await freePort(), await freePort()];
  const ports = { SOLARMON_PORT: `${port}`, SOLARMON_MQTT_PORT: `${mqttPort}` };
  const child = spawnSolarmon(dataDir, ["up", ...args], { ...environment, ...ports });
  let words = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (words += text));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url, () => words);
  return {
    url,
    mqttUrl: `mqtt://127.0.0.1:${mqttPort}`,
    output: () => words,
    kill: () => end(child, "SIGKILL"),
    [Symbol.asyncDispose]: () => end(child, "SIGTERM"),
  };
}

async function untilReady(child: ChildProcess, url: string, words: () => string): Promise<void> {
  const deadlineAt = performance.now() + PATIENCE_MS;
  while (performance.now() < deadlineAt) {
    if (child.exitCode !== null) throw new Error(`the server ended early:\n${words()}`);
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(20);
  }
  throw new Error(`the server was not ready in time:\n${words()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
