import { writeFile } from "node:fs/promises";
import { freePort } from "../support/free-port.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { findProgram } from "./programs.ts";
import { ServiceProcess } from "./service-process.ts";

/** A Mosquitto that we started, open to all on loopback; it keeps its sessions on disk. */
export interface OwnMosquitto extends AsyncDisposable {
  readonly port: number;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export async function startMosquitto(): Promise<OwnMosquitto> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const config = `${folder.path}/mosquitto.conf`;
  const lines = [
    `listener ${port} 127.0.0.1`,
    "allow_anonymous true",
    "persistence true",
    `persistence_location ${folder.path}/`,
    "autosave_on_changes true",
    "autosave_interval 1",
    "max_queued_messages 100000",
    `user ${process.env["USER"] ?? "root"}`,
  ];
  await writeFile(config, `${lines.join("\n")}\n`);
  const program = findProgram("mosquitto") ?? "mosquitto";
  const server = new ServiceProcess({ program, args: ["-c", config], port, patienceMs: 10_000 });
  await server.start();
  return {
    port,
    kill: () => server.kill(),
    start: () => server.start(),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
