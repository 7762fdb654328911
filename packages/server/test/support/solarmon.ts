import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../src/solarmon.js", import.meta.url));

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output, a JSON value per line. */
  readonly json: readonly Record<string, unknown>[];
}

/** Starts the `solarmon` command as a process of its own over a data folder. */
export function spawnSolarmon(
  dataDir: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(process.execPath, [COMMAND, ...args], {
    env: { ...process.env, SOLARMON_DATA_DIR: dataDir, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs the command to its end. */
export async function solarmon(dataDir: string, ...args: string[]): Promise<CommandResult> {
  return await solarmonWith({}, dataDir, ...args);
}

/** The same, with more in its environment. */
export async function solarmonWith(
  environment: Readonly<Record<string, string>>,
  dataDir: string,
  ...args: string[]
): Promise<CommandResult> {
  const child = spawnSolarmon(dataDir, args, environment);
  const text = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (part: string) => (text.stdout += part));
  child.stderr?.setEncoding("utf8").on("data", (part: string) => (text.stderr += part));
  const [code]: (number | null)[] = await once(child, "close");
  return { code: code ?? null, ...text, json: args.includes("--json") ? parse(text.stdout) : [] };
}

function parse(stdout: string): Record<string, unknown>[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** Makes a tenant and a plant; gives the plant's id. */
export async function makePlant(dataDir: string, name: string, timeZone: string): Promise<string> {
  await solarmon(dataDir, "tenant", "create", "Tenant");
  const made = await solarmon(
    dataDir,
    "plant",
    "create",
    name,
    "--tenant",
    "Tenant",
    "--time-zone",
    timeZone,
    "--json",
  );
  return String(made.json[0]?.["plantId"]);
}
