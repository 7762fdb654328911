import { constants } from "node:fs";
import { access, statfs } from "node:fs/promises";
import { SolarmonError } from "@solarmon/core";
import { toDiskError } from "@solarmon/embedded";
import type { Probe } from "./probe.ts";

/** With less no reading can be made durable [bytes]. */
const FULL_BYTES = 1024 ** 2;

/** Whether the folder that readings are made durable in can take any. */
export function diskProbe(dir: string): Probe {
  return { name: "disk", without: "failed", check: () => checkDisk(dir) };
}

async function checkDisk(dir: string): Promise<void> {
  try {
    await access(dir, constants.W_OK);
    const { bavail, bsize } = await statfs(dir);
    if (bavail * bsize >= FULL_BYTES) return;
  } catch (error) {
    throw toDiskError(error, "readings cannot be stored");
  }
  throw new SolarmonError("storage_full", "the disk is full: make room");
}
