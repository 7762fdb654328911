import type { LiveCursor, LiveEvent } from "../ports/live-bus.ts";
import type { PlantRing, SequencedUpdate } from "./plant-ring.ts";

/** Where a subscriber is in a ring. */
export interface RingPlace {
  /** Of the last update that it has. */
  readonly sequence: number;
  /** Updates up to here were missed while away and are given one by one. */
  readonly backlogEnd: number;
}

export interface FollowRingOptions {
  readonly ring: PlantRing;
  readonly place: RingPlace;
  /** Updates a subscriber may lag behind before they become one. */
  readonly maxLag: number;
  readonly cursorOf: (sequence: number) => LiveCursor;
  /** Looked at each time the ring wakes. */
  readonly isEnded: () => boolean;
}

/** What a subscriber gets of a ring, until it has ended. */
export async function* followRing(options: FollowRingOptions): AsyncIterable<LiveEvent> {
  const { ring, place, maxLag, cursorOf, isEnded } = options;
  let { sequence } = place;
  while (!isEnded()) {
    const entry = nextOf(ring, sequence, place.backlogEnd, maxLag);
    if (!entry) {
      await ring.changed();
      continue;
    }
    sequence = entry.sequence;
    yield { cursor: cursorOf(sequence), update: entry.update };
  }
}

/** One by one while near (or catching up with what a cursor had missed), else the newest of everything. */
function nextOf(
  ring: PlantRing,
  sequence: number,
  backlogEnd: number,
  maxLag: number,
): SequencedUpdate | undefined {
  if (sequence < ring.completeAfter) return ring.coalesced(sequence);
  const next = ring.next(sequence);
  if (!next) return undefined;
  const isBacklog = next.entry.sequence <= backlogEnd;
  return isBacklog || next.following < maxLag ? next.entry : ring.coalesced(sequence);
}
