import type { Logger } from "@solarmon/api";
import { openControlServer } from "./control/control-server.ts";
import { dataPaths } from "./folder/data-paths.ts";
import { lockFolder } from "./folder/lock-folder.ts";
import { makeFolder } from "./folder/make-folder.ts";
import { giveMemoryBack } from "./give-memory-back.ts";
import { mqttUrlOf } from "./mqtt-url.ts";
import { portError } from "./port-error.ts";
import { ProcessorLink } from "./processor/processor-link.ts";
import type { Settings } from "./settings.ts";

/** The part of a pino logger that the server uses. */
export interface ServerLogger extends Logger {
  debug(fields: object, message: string): void;
}

export interface SolarmonOptions extends Settings {
  readonly logger: ServerLogger;
  /** Folder of the built dashboard. Default: that of `@solarmon/dashboard`, once it is built. */
  readonly dashboardDir?: string;
}

/** A server that takes readings and answers. */
export interface RunningSolarmon {
  /** e.g. `http://127.0.0.1:8080` */
  readonly url: string;
  /** e.g. `mqtt://127.0.0.1:1883` */
  readonly mqttUrl: string;
  /** Stops taking, lets what was acknowledged be processed, and closes everything. */
  close(): Promise<void>;
}

/**
 * Starts everything in this process: doors, stream, processor (in a thread), API and dashboard, over one data folder.
 * Resolves once it is ready.
 *
 * @throws `locked` another process has the data folder · `conflict` a port is taken · `storage_full`, `storage_corrupt`
 */
export async function startSolarmon(options: SolarmonOptions): Promise<RunningSolarmon> {
  const { host, port, mqttPort } = options;
  const paths = dataPaths(options.dataDir);
  await makeFolder(paths.root);
  await using stack = new AsyncDisposableStack();
  stack.use(lockFolder(paths));
  const warn = (message: string): void => options.logger.warn({}, message);
  // The thread loads its code while this one loads the doors.
  const processor = stack.use(new ProcessorLink(paths.root, warn));
  const { openServerParts } = await import("./open-server-parts.ts");
  const parts = stack.use(await openServerParts(options, paths, processor));
  const mqtt = stack.use(
    await parts.openMqtt().catch((error: unknown) => {
      throw portError(error, "MQTT", host, mqttPort, "SOLARMON_MQTT_PORT");
    }),
  );
  const http = await parts.openHttp().catch((error: unknown) => {
    throw portError(error, "HTTP", host, port, "SOLARMON_PORT");
  });
  stack.defer(() => http.close());
  stack.use(await openControlServer(paths.controlSocket, { processor, links: parts.links }));
  stack.use(giveMemoryBack());
  parts.state.open();
  const open = stack.move();
  return {
    url: http.url,
    mqttUrl: mqttUrlOf(host, mqtt.port),
    close: () => open.disposeAsync(),
  };
}
