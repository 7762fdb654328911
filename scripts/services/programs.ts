import { accessSync, constants, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Programs that some tests need, with the environment variable that names each. */
const PROGRAMS = {
  chromium: { variable: "CHROMIUM_PATH", names: ["chromium", "chromium-browser", "google-chrome"] },
  java: { variable: "JAVA_PATH", names: ["java"] },
  maven: { variable: "MAVEN_PATH", names: ["mvn"] },
  mosquitto: { variable: "MOSQUITTO_PATH", names: ["mosquitto"] },
  pgbouncer: { variable: "PGBOUNCER_PATH", names: ["pgbouncer"] },
  postgres: { variable: "POSTGRES_PATH", names: ["postgres"] },
  redis: { variable: "REDIS_SERVER_PATH", names: ["redis-server", "valkey-server"] },
} as const;

export type Program = keyof typeof PROGRAMS;

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where Debian keeps the servers of PostgreSQL, newest first: they are not on the search path. */
function postgresFolders(): string[] {
  const versions = "/usr/lib/postgresql";
  try {
    const newestFirst = readdirSync(versions).toSorted((a, b) => Number(b) - Number(a));
    return newestFirst.map((version) => join(versions, version, "bin"));
  } catch {
    return [];
  }
}

/** Path of the program, from its variable or the search path (and the folders of system daemons). */
export function findProgram(program: Program): string | undefined {
  const { variable, names } = PROGRAMS[program];
  const given = process.env[variable];
  if (given) return given;
  const folders = [
    ...(process.env["PATH"] ?? "").split(delimiter),
    "/usr/sbin",
    "/usr/local/sbin",
    ...postgresFolders(),
  ];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** Whether a missing program fails the test (`npm run test:services`) instead of skipping it (`npm test`). */
export function servicesAreRequired(): boolean {
  return process.env["SOLARMON_TEST_SERVICES"] === "required";
}

/**
 * For `test.skipIf(...)`: the reason to skip, or `undefined` to run. Throws where services are required.
 */
export function missingProgram(program: Program): string | undefined {
  if (findProgram(program)) return undefined;
  const reason = `no ${program} found (install it, or set ${PROGRAMS[program].variable})`;
  if (servicesAreRequired()) throw new Error(reason);
  console.warn(`skipped: ${reason}`);
  return reason;
}
