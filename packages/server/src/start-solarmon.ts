import type { Logger } from "@solarmon/api";
import type { AlarmPace } from "./alarms/open-alarm-duty.ts";
import { openControlServer } from "./control/control-server.ts";
import { dataPaths } from "./folder/data-paths.ts";
import { lockFolder } from "./folder/lock-folder.ts";
import { makeFolder } from "./folder/make-folder.ts";
import { giveMemoryBack } from "./give-memory-back.ts";
import { portError } from "./port-error.ts";
import { ProcessorLink } from "./processor/processor-link.ts";
import type { Role, Services } from "./services/services.ts";
import type { Settings } from "./settings.ts";

/** The part of a pino logger that the server uses. */
export interface ServerLogger extends Logger {
  debug(fields: object, message: string): void;
}

export interface SolarmonOptions extends Omit<Settings, "services" | "role"> {
  readonly logger: ServerLogger;
  /** Folder of the built dashboard. Default: that of `@solarmon/dashboard`, once it is built. */
  readonly dashboardDir?: string;
  /** What takes the place of embedded parts. Default: nothing. */
  readonly services?: Services;
  /** Part of the work that this process does. Default `all`. */
  readonly role?: Role;
  /** When something becomes an alarm, and how often that is looked at. Default: see `AlarmPace`. */
  readonly alarms?: AlarmPace;
}

/** A server that takes readings and answers. */
export interface RunningSolarmon {
  /** e.g. `http://127.0.0.1:8080` */
  readonly url: string;
  /** e.g. `mqtt://127.0.0.1:1883`; `undefined` where this process has no MQTT door of its own. */
  readonly mqttUrl: string | undefined;
  /** Stops taking, lets what was acknowledged be processed, and closes everything. */
  close(): Promise<void>;
}

/**
 * Starts everything in this process, or the part of the role: doors, stream, processor (in a thread), API and dashboard,
 * over one data folder and the services. Resolves once it is ready.
 *
 * @throws `locked` another process has the data folder, or the database's roll-ups · `conflict` a port is taken ·
 * `unavailable` a service does not answer · `storage_full`, `storage_corrupt`
 */
export async function startSolarmon(options: SolarmonOptions): Promise<RunningSolarmon> {
  const { host, port, services = {}, role = "all" } = options;
  const paths = dataPaths(options.dataDir);
  await makeFolder(paths.root);
  await using stack = new AsyncDisposableStack();
  stack.use(lockFolder(paths));
  const warn = (message: string): void => options.logger.warn({}, message);
  // The thread loads its code while this one loads the doors.
  const processor =
    role === "all" || role === "process"
      ? stack.use(new ProcessorLink({ dataDir: paths.root, services }, warn))
      : undefined;
  const { openServerParts } = await import("./open-server-parts.ts");
  const parts = stack.use(await openServerParts({ ...options, services, role }, paths, processor));
  const mqtt = stack.use(await parts.openMqtt());
  const http = await parts.openHttp().catch((error: unknown) => {
    throw portError(error, "HTTP", host, port, "SOLARMON_PORT");
  });
  stack.defer(() => http.close());
  stack.use(await openControlServer(paths.controlSocket, { processor, links: parts.links }));
  stack.use(giveMemoryBack());
  parts.state.open();
  const open = stack.move();
  return { url: http.url, mqttUrl: mqtt.url, close: () => open.disposeAsync() };
}
