import { setTimeout } from "node:timers/promises";
import { type Catalog, type Clock, type Id, SolarmonError } from "@solarmon/core";
import type { Submission } from "./intake.ts";
import { type DirectoryLimits, PlantDirectory } from "./plant-directory.ts";
import { PlantLane, type Waiting } from "./plant-lane.ts";

export interface PlantLanesOptions {
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly limits: DirectoryLimits;
  /** Takes a submission; `mayReread`: one that names an unknown device may be given to {@link PlantLanes.reread}. */
  readonly take: (lane: PlantLane, waiting: Waiting, mayReread: boolean) => void;
  /** After submissions that had waited were taken. */
  readonly onTaken: () => void;
  readonly onError: (error: Error) => void;
}

/** Brings submissions together with the directory of their plant, read when it is first needed, old, or incomplete. */
export class PlantLanes {
  /** Submissions that wait for a directory. */
  waiting = 0;
  readonly #options: PlantLanesOptions;
  readonly #lanes = new Map<Id, Map<Id, PlantLane>>();

  constructor(options: PlantLanesOptions) {
    this.#options = options;
  }

  enter(waiting: Waiting): void {
    const lane = this.#lane(waiting.submission);
    if (lane.queue.length === 0 && lane.directory.isUsable()) {
      this.#options.take(lane, waiting, true);
      return;
    }
    lane.queue.push(waiting);
    this.waiting++;
    if (!lane.isLoading) void this.#load(lane);
  }

  /** Takes the submission once the directory has been read again. */
  reread(lane: PlantLane, waiting: Waiting): void {
    lane.missed.push(waiting);
    this.waiting++;
    if (!lane.isRereading) void this.#rereadSoon(lane);
  }

  /** By tenant and plant: whoever names the plant of another tenant finds an empty one. */
  #lane({ scope, plantId }: Submission): PlantLane {
    let plants = this.#lanes.get(scope.tenantId);
    if (!plants) this.#lanes.set(scope.tenantId, (plants = new Map()));
    let lane = plants.get(plantId);
    if (!lane) {
      const { catalog, clock, limits } = this.#options;
      const directory = new PlantDirectory(catalog, clock, limits, scope, plantId);
      plants.set(plantId, (lane = new PlantLane(scope, plantId, directory)));
    }
    return lane;
  }

  async #load(lane: PlantLane): Promise<void> {
    lane.isLoading = true;
    const failure = await this.#read(() => lane.directory.refresh());
    lane.isLoading = false;
    this.#takeAll(lane, lane.queue.splice(0), failure, true);
  }

  async #rereadSoon(lane: PlantLane): Promise<void> {
    lane.isRereading = true;
    await setTimeout(lane.directory.missDelayMs());
    const failure = await this.#read(() => lane.directory.refreshAnew());
    lane.isRereading = false;
    this.#takeAll(lane, lane.missed.splice(0), failure, false);
  }

  async #read(read: () => Promise<void>): Promise<SolarmonError | null> {
    try {
      await read();
      return null;
    } catch (cause) {
      const message = "the devices of the plant cannot be read for now; send it again";
      const failure = new SolarmonError("unavailable", message, { cause });
      this.#options.onError(failure);
      return failure;
    }
  }

  #takeAll(
    lane: PlantLane,
    list: readonly Waiting[],
    failure: SolarmonError | null,
    mayReread: boolean,
  ): void {
    this.waiting -= list.length;
    for (const waiting of list) {
      if (failure) waiting.waiter.settled(failure, []);
      else this.#options.take(lane, waiting, mayReread);
    }
    this.#options.onTaken();
  }
}
