import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { systemClock } from "@solarmon/core";
import { openCatalog, openSecretStore } from "@solarmon/embedded";
import type { Output } from "../cli/output.ts";
import { dataPaths } from "../folder/data-paths.ts";
import { reachableUrl } from "../mqtt-url.ts";
import type { Settings } from "../settings.ts";
import type { RunningSolarmon, ServerLogger } from "../start-solarmon.ts";
import { openDemoFolder } from "./demo-folder.ts";
import type { FromSimulator, ToSimulator } from "./simulator-messages.ts";

/**
 * Starts the simulated fleet in a process of its own, as real devices would be, and prints the log-ins. They are random
 * and belong to this data folder. Disposing it ends the process.
 */
export async function startDemo(
  settings: Settings,
  server: RunningSolarmon,
  output: Output,
  logger: ServerLogger,
): Promise<AsyncDisposable> {
  const paths = dataPaths(settings.dataDir);
  await using catalog = await openCatalog({ file: paths.catalog });
  const secrets = await openSecretStore({ dir: paths.root });
  const { logIns, plants } = await openDemoFolder(catalog, secrets, systemClock.now());
  for (const { tenant, email, password } of logIns)
    output.result(
      { tenant, email, password },
      `\n  ${tenant}\n    log in as  ${email}\n    password   ${password}`,
    );
  const child = fork(fileURLToPath(import.meta.resolve("@solarmon/server/demo-simulator")), {
    serialization: "advanced",
  });
  const setup: ToSimulator = { mqttUrl: reachableUrl(server.mqttUrl), plants };
  child.send(setup);
  child.on("message", (message: FromSimulator) => {
    if (message.type === "trouble") logger.warn({}, `simulator: ${message.message}`);
    else output.note("\nThe day so far is in, live readings come every few seconds.");
  });
  child.on("error", ({ message }) => logger.warn({}, `simulator: ${message}`));
  child.on("exit", (code, signal) => {
    if (code !== 0) logger.warn({ code, signal }, "the simulator ended: no more live readings");
  });
  return {
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
