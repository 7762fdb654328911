import { readFile, writeFile } from "node:fs/promises";
import { freePort } from "../support/free-port.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { findProgram } from "./programs.ts";
import { ServiceProcess } from "./service-process.ts";

/** What the guide tells to use. */
const RECOMMENDED = new URL("../../examples/self-hosted/docker/mosquitto.conf", import.meta.url);
const OF_PERSISTENCE = /^(?:persistence|autosave_interval|autosave_on_changes|max_\w+) .*$/gm;

/** A Mosquitto that we started, open to all on loopback; it keeps its sessions on disk as the guide recommends. */
export interface OwnMosquitto extends AsyncDisposable {
  readonly port: number;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** @param ownLines - of its configuration, in place of what the guide tells about saves and queues */
export async function startMosquitto(ownLines?: readonly string[]): Promise<OwnMosquitto> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const port = await freePort();
  const config = `${folder.path}/mosquitto.conf`;
  const lines = [
    `listener ${port} 127.0.0.1`,
    "allow_anonymous true",
    `persistence_location ${folder.path}/`,
    ...(ownLines ?? (await recommendedLines())),
    `user ${process.env["USER"] ?? "root"}`,
  ];
  await writeFile(config, `${lines.join("\n")}\n`);
  const program = findProgram("mosquitto") ?? "mosquitto";
  const command = { program, args: ["-c", config], port, patienceMs: 10_000 };
  const server = stack.use(new ServiceProcess(command));
  await server.start();
  const open = stack.move();
  return {
    port,
    kill: () => server.kill(),
    start: () => server.start(),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

async function recommendedLines(): Promise<readonly string[]> {
  return (await readFile(RECOMMENDED, "utf8")).match(OF_PERSISTENCE) ?? [];
}
