import { createOutput } from "../cli/output.ts";
import { readSettings, type SettingsFlags } from "../settings.ts";
import { startSolarmon } from "../start-solarmon.ts";
import { createLogger } from "./create-logger.ts";
import { untilStopped } from "./until-stopped.ts";

export interface UpOptions extends SettingsFlags {
  readonly demo?: boolean;
  readonly json?: boolean;
}

/** Runs the server until it is asked to stop. */
export async function runUp(flags: UpOptions): Promise<void> {
  const settings = readSettings(flags, process.env);
  const logger = createLogger();
  const stopped = untilStopped(); // from now on, so that a signal while starting stops in good order, too
  await using open = new AsyncDisposableStack(); // closes the server also when the demo cannot start
  const server = await startSolarmon({ ...settings, logger });
  open.defer(() => server.close());
  const output = createOutput(flags.json === true);
  output.result(
    { url: server.url, mqttUrl: server.mqttUrl, dataDir: settings.dataDir, role: settings.role },
    `Solarmon is ready.\n  Dashboard  ${server.url}\n  MQTT       ${server.mqttUrl ?? "none here"}\n  Data       ${settings.dataDir}`,
  );
  if (flags.demo) {
    const { startDemo } = await import("../demo/start-demo.ts");
    open.use(await startDemo(settings, server, output, logger));
  }
  await stopped;
  output.note("Stopping: what was acknowledged is stored first.");
}
