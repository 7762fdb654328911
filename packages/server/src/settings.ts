import { SolarmonError } from "@solarmon/core";
import { readServices } from "./services/read-services.ts";
import { requireRole, type Role, type Services } from "./services/services.ts";

/** Where the server keeps its data and listens. */
export interface Settings {
  readonly dataDir: string;
  readonly host: string;
  /** HTTP port; 0: any free one. */
  readonly port: number;
  /** MQTT port; 0: any free one. */
  readonly mqttPort: number;
  readonly services: Services;
  readonly role: Role;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings as given on the command line; what is missing comes from the environment. */
export interface SettingsFlags {
  readonly dataDir?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly mqttPort?: string | undefined;
  readonly role?: string | undefined;
}

/** Data folder from the flag, `SOLARMON_DATA_DIR`, or `./data`. */
export function readDataDir(flag: string | undefined, environment: Environment): string {
  return flag ?? nonEmpty(environment["SOLARMON_DATA_DIR"]) ?? "./data";
}

/** @throws `invalid_argument` for a port that is none, or a role that lacks services, saying what to set */
export function readSettings(flags: SettingsFlags, environment: Environment): Settings {
  const services = readServices(environment);
  return {
    services,
    role: requireRole(flags.role ?? nonEmpty(environment["SOLARMON_ROLE"]) ?? "all", services),
    dataDir: readDataDir(flags.dataDir, environment),
    host: flags.host ?? nonEmpty(environment["SOLARMON_HOST"]) ?? "127.0.0.1",
    port: readPort(flags.port, "--port", environment, "SOLARMON_PORT", 8080),
    mqttPort: readPort(flags.mqttPort, "--mqtt-port", environment, "SOLARMON_MQTT_PORT", 1883),
  };
}

function readPort(
  flag: string | undefined,
  flagName: string,
  environment: Environment,
  variable: string,
  fallback: number,
): number {
  const text = flag ?? nonEmpty(environment[variable]);
  if (text === undefined) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  const where = flag === undefined ? variable : flagName;
  throw new SolarmonError(
    "invalid_argument",
    `${where} is ${JSON.stringify(text)}; a port is a number from 0 to 65535`,
  );
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text;
}
