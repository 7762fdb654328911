import { mkdir } from "node:fs/promises";
import { toDiskError } from "@solarmon/embedded";

/** Makes a folder of the data unless it is there. @throws `unavailable` saying why it cannot be, `storage_full` */
export async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
  } catch (error) {
    throw toDiskError(error, `cannot make the folder ${dir}`);
  }
}
