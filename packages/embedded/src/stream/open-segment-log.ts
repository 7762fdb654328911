import { DAY_MS, HOUR_MS, systemClock } from "@solarmon/core";
import { lockDirectory } from "../directory-lock.ts";
import { systemCode, toDiskError } from "../disk-error.ts";
import { makeDirectory } from "../durable-file.ts";
import { CheckpointFiles } from "./checkpoint-files.ts";
import { type Disk, nodeDisk, unsyncedDisk } from "./disk.ts";
import { FileSegmentLog } from "./file-segment-log.ts";
import type { SegmentLog, SegmentLogOptions } from "./segment-log.ts";
import { SegmentSweeper } from "./segment-sweeper.ts";
import { SegmentWriter } from "./segment-writer.ts";

const SEGMENT_BYTES = 32 * 1024 * 1024;
const MAX_PENDING_BYTES = 64 * 1024 * 1024;
/** A segment spans at most this share of the retention time, so that little is kept for longer. */
const RETENTION_SHARE = 1 / 24;

/**
 * Opens (or makes) a segment log for writing and reading.
 *
 * @throws {@link SolarmonError} `locked` another process writes there · `storage_corrupt` unknown format ·
 * `storage_full`, `unavailable` the disk
 */
export function openSegmentLog(options: SegmentLogOptions): Promise<SegmentLog> {
  return openSegmentLogOn(options.fsync === false ? unsyncedDisk : nodeDisk, options);
}

/** {@link openSegmentLog} on another disk, for tests. */
export async function openSegmentLogOn(
  disk: Disk,
  options: SegmentLogOptions,
): Promise<SegmentLog> {
  const { dir, segmentBytes = SEGMENT_BYTES, retentionMs = DAY_MS } = options;
  const { maxBytes = Number.POSITIVE_INFINITY, onWarning = () => undefined } = options;
  const segmentMs = Math.max(1, Math.min(HOUR_MS, retentionMs * RETENTION_SHARE));
  await makeDirectory(dir);
  const lock = lockDirectory(dir);
  try {
    const checkpoints = new CheckpointFiles(dir);
    return new FileSegmentLog({
      dir,
      lock,
      checkpoints,
      writer: await SegmentWriter.open({ dir, disk, segmentBytes, segmentMs }),
      sweeper: new SegmentSweeper({ dir, checkpoints, retentionMs, maxBytes, onWarning }),
      maxPendingBytes: options.maxPendingBytes ?? MAX_PENDING_BYTES,
      clock: options.clock ?? systemClock,
      onWarning,
    });
  } catch (error) {
    lock[Symbol.dispose]();
    throw systemCode(error) === undefined ? error : toDiskError(error, `cannot open ${dir}`);
  }
}
