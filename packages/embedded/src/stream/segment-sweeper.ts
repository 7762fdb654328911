import type { SolarmonError } from "@solarmon/core";
import { toDiskError } from "../disk-error.ts";
import type { CheckpointFiles } from "./checkpoint-files.ts";
import { sweepSegments } from "./retention.ts";

export interface SegmentSweeperOptions {
  readonly dir: string;
  readonly checkpoints: CheckpointFiles;
  readonly retentionMs: number;
  readonly maxBytes: number;
  readonly onWarning: (warning: SolarmonError) => void;
}

/** Deletes old segments in the background, one sweep at a time. */
export class SegmentSweeper {
  readonly #options: SegmentSweeperOptions;
  #running: Promise<void> | undefined;

  constructor(options: SegmentSweeperOptions) {
    this.#options = options;
  }

  /** Starts a sweep unless one is running. */
  start(now: number): void {
    this.#running ??= this.#sweep(now).finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when no sweep is running. */
  async settle(): Promise<void> {
    await this.#running;
  }

  async #sweep(now: number): Promise<void> {
    const { onWarning } = this.#options;
    try {
      const checkpoints = await this.#options.checkpoints.list();
      const warnings = await sweepSegments({ ...this.#options, now, checkpoints });
      for (const warning of warnings) onWarning(warning);
    } catch (error) {
      onWarning(toDiskError(error, "old records of the stream could not be deleted"));
    }
  }
}
