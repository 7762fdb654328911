import { createHash } from "node:crypto";

/** A number from 0 up to 1 (not included) that belongs to the name and is the same each time. */
export function unitOf(name: string): number {
  return createHash("sha256").update(name).digest().readUInt32BE() / 2 ** 32;
}
