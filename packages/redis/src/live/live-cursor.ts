import type { LiveCursor } from "@solarmon/core";

/** Place in a plant's updates: which stream, and how far in it. */
export interface LivePlace {
  /** Of a stream that began anew (nobody watched, or the server was flushed) it is another. */
  readonly epoch: string;
  readonly sequence: number;
}

export function cursorOf({ epoch, sequence }: LivePlace): LiveCursor {
  return `${epoch}-${sequence}`;
}

/** `undefined` when it is none: made up, or of another bus. */
export function parseCursor(cursor: LiveCursor): LivePlace | undefined {
  const found = /^(\d{1,16})-(\d{1,15})$/.exec(cursor);
  return found ? { epoch: found[1] ?? "", sequence: Number(found[2]) } : undefined;
}
