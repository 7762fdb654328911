import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { SolarmonError, systemClock } from "@solarmon/core";
import { commandActor } from "../audit/actors.ts";
import { auditRecords, tellLostEntry } from "../audit/audit-records.ts";
import type { Output } from "../cli/output.ts";
import { dataPaths } from "../folder/data-paths.ts";
import { reachableUrl } from "../mqtt-url.ts";
import { openRecords } from "../services/open-records.ts";
import type { Settings } from "../settings.ts";
import type { RunningSolarmon, ServerLogger } from "../start-solarmon.ts";
import { connectVendors } from "./connect-vendors.ts";
import { type DemoFolder, openDemoFolder } from "./demo-folder.ts";
import type { FromSimulator, ToSimulator } from "./simulator-messages.ts";
import type { DemoAccount } from "./vendor-places.ts";

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
  const opened = await openRecords(paths, settings.services);
  await using records = auditRecords(opened, commandActor(), tellLostEntry);
  const { catalog, secrets } = records;
  const { logIns, plants } = await openDemoFolder(catalog, secrets, systemClock.now());
  for (const { tenant, email, password } of logIns)
    output.result(
      { tenant, email, password },
      `\n  ${tenant}\n    log in as  ${email}\n    password   ${password}`,
    );
  const child = fork(fileURLToPath(import.meta.resolve("@solarmon/server/demo-simulator")), {
    serialization: "advanced",
  });
  const setup: ToSimulator = { mqttUrl: reachableUrl(requireDoor(server)), plants };
  child.send(setup);
  const warn = (message: string): void => logger.warn({}, message);
  let connecting = Promise.resolve();
  child.on("message", (message: FromSimulator) => {
    if (message.type === "trouble") warn(`simulator: ${message.message}`);
    else if (message.type === "live")
      output.note("\nThe day so far is in, live readings come every few seconds.");
    else connecting = connect(message.accounts, plants, settings, warn);
  });
  child.on("error", ({ message }) => logger.warn({}, `simulator: ${message}`));
  child.on("exit", (code, signal) => {
    if (code !== 0) logger.warn({ code, signal }, "the simulator ended: no more live readings");
  });
  return {
    [Symbol.asyncDispose]: async () => {
      await connecting;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** Without its vendor plants the demo is still a demo. */
async function connect(
  accounts: readonly DemoAccount[],
  plants: DemoFolder["plants"],
  settings: Settings,
  warn: (message: string) => void,
): Promise<void> {
  const [first] = plants;
  if (!first) return;
  try {
    await connectVendors(accounts, first.tenantId, settings);
  } catch (error) {
    warn(`the demo's vendor links: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The devices of the demo know our own door only. */
function requireDoor({ mqttUrl }: RunningSolarmon): string {
  if (mqttUrl !== undefined) return mqttUrl;
  throw new SolarmonError("invalid_argument", "--demo needs MQTT here: unset MQTT_URL and --role");
}
