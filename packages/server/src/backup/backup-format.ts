import type { Instant } from "@solarmon/core";

/** Entries of a backup that are not files of the data folder: the first and the last. */
export const HEAD_NAME = "solarmon-backup.json";
export const MANIFEST_NAME = "solarmon-manifest.json";

/** Raised when an older program could not restore what a newer one writes. */
export const FORMAT = 1;

/** What a backup begins with. */
export interface BackupHead {
  readonly format: number;
  readonly startedAt: Instant;
  readonly hasKey: boolean;
}

/** A file of the data folder. */
export interface BackedUpFile {
  /** Below the data folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a backup ends with; one without it was cut short. */
export interface BackupManifest extends BackupHead {
  /** All that was acknowledged up to here is in it. */
  readonly consistentAt: Instant;
  readonly files: readonly BackedUpFile[];
}

/** The file with the key of the secrets, below the data folder. */
export const KEY_FILE = "secrets.key";
