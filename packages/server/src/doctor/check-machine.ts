import { constants } from "node:fs";
import { access, mkdir, open, rm, statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { DataPaths } from "../folder/data-paths.ts";
import type { Settings } from "../settings.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";

const NEWEST_PAST_YEAR = Date.UTC(2026, 0);
const FSYNC_TRIES = 20;
const SLOW_FSYNC_MS = 20;
const MIN_FREE_BYTES = 1024 ** 3;
const FULL_BYTES = 100 * 1024 ** 2;

export function checkNode(): Finding {
  const [major = 0] = process.versions.node.split(".").map(Number);
  const detail = `Node ${process.versions.node}`;
  return major >= 24 ? ok("node", detail) : problem("node", detail, "Use Node 24 or later.");
}

export function checkClock(): Finding {
  const now = Date.now();
  const detail = new Date(now).toISOString();
  if (now > NEWEST_PAST_YEAR) return ok("clock", detail);
  return problem("clock", detail, "The clock is years behind: set it, and keep it right with NTP.");
}

export async function checkPermissions(paths: DataPaths): Promise<Finding> {
  try {
    await mkdir(paths.root, { recursive: true });
    await access(paths.root, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok("permissions", `${paths.root} can be read and written`);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const advice = `Give this user the folder (chown), or choose another with SOLARMON_DATA_DIR.`;
    return problem("permissions", detail, advice);
  }
}

export async function checkDisk(paths: DataPaths): Promise<Finding> {
  const { bavail, bsize } = await statfs(paths.root);
  const freeBytes = bavail * bsize;
  const detail = `${(freeBytes / 1024 ** 3).toFixed(1)} GB free`;
  const advice = "Make room: when the disk is full, devices get no acknowledgements.";
  if (freeBytes < FULL_BYTES) return problem("disk", detail, advice);
  return freeBytes < MIN_FREE_BYTES ? warning("disk", detail, advice) : ok("disk", detail);
}

/** How long it takes to make a small write durable: the least time of an acknowledgement. */
export async function checkFsync(paths: DataPaths): Promise<Finding> {
  const path = join(paths.root, `doctor-${process.pid}.tmp`);
  const times: number[] = [];
  try {
    await using file = await open(path, "w");
    for (let round = 0; round < FSYNC_TRIES; round++) {
      const start = performance.now();
      await file.write("x".repeat(512));
      await file.datasync();
      times.push(performance.now() - start);
    }
  } finally {
    await rm(path, { force: true });
  }
  const medianMs = times.toSorted((a, b) => a - b)[FSYNC_TRIES / 2] ?? Number.NaN;
  const detail = `${medianMs.toFixed(2)} ms for a durable write`;
  if (medianMs < SLOW_FSYNC_MS) return ok("fsync", detail);
  return warning("fsync", detail, "The disk is slow: put the data folder on an SSD.");
}

/** @param isServing - a server has the data folder, so the ports are expected to be taken */
export async function checkPorts(settings: Settings, isServing: boolean): Promise<Finding[]> {
  const { host, port, mqttPort } = settings;
  return Promise.all([
    checkPort("http port", host, port, "SOLARMON_PORT", isServing),
    checkPort("mqtt port", host, mqttPort, "SOLARMON_MQTT_PORT", isServing),
  ]);
}

async function checkPort(
  check: string,
  host: string,
  port: number,
  variable: string,
  isServing: boolean,
): Promise<Finding> {
  const failure = await tryToListen(host, port);
  if (failure === undefined)
    return ok(check, `${host}:${port} is free${isServing ? "; the server uses another" : ""}`);
  if (failure === "EADDRINUSE" && isServing)
    return ok(check, `${host}:${port} is in use, as expected`);
  const advice = `Stop the other program, or choose another port with ${variable}.`;
  return problem(check, `${host}:${port}: ${failure}`, advice);
}

function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
