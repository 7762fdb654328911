import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { findProgram } from "../services/programs.ts";
import { freePort } from "../support/free-port.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

export interface Peer extends AsyncDisposable {
  readonly port: number;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Mosquitto on a free port, open to all, keeping nothing; `undefined` where it is not installed. */
export async function startMosquitto(): Promise<Peer | undefined> {
  const program = findProgram("mosquitto");
  if (!program) return undefined;
  const folder = await temporaryFolder();
  const port = await freePort();
  const config = `${folder.path}/mosquitto.conf`;
  await writeFile(
    config,
    `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\nlog_type none\n`,
  );
  const child = spawn(program, ["-c", config], { stdio: "ignore" });
  for (let tries = 0; tries < 200 && !(await isListening(port)); tries++) await sleep(20);
  return {
    port,
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.kill();
      await ended;
      await folder[Symbol.asyncDispose]();
    },
  };
}
