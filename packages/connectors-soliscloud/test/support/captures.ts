import { existsSync, readFileSync } from "node:fs";

const root = new URL("../../../../../shared/fixtures/soliscloud/", import.meta.url);

/** Recorded replies live beside the repository. */
export const hasCaptures: boolean = existsSync(root);

export function capture(path: string): Uint8Array {
  return readFileSync(new URL(path, root));
}
