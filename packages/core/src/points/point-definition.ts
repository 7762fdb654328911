/** `instant` true at one moment · `counter` only grows, may reset · `period` of a stated interval · `state` an enumeration. */
export type PointKind = "instant" | "counter" | "period" | "state";

/** How readings of a point become one figure of an interval. */
export type PointAggregate = "mean" | "last" | "energy";

export interface PointDefinition {
  readonly name: string;
  /** Number of the point in stored bytes. Never reused, never changed; nor is `resolution` once data exist. */
  readonly code: number;
  readonly unit: string;
  readonly kind: PointKind;
  readonly aggregate: PointAggregate;
  /** What is worth storing, in `unit`: values are rounded to a multiple of it. A power of ten. */
  readonly resolution: number;
  /** Physical range in `unit`, both ends included; outside is refused, never capped. */
  readonly min: number;
  readonly max: number;
  /** What a positive value means, where that is a question. */
  readonly sign?: string;
  /** Counter that starts again at 0 each local day. */
  readonly resetsDaily?: boolean;
  /** SunSpec model and point, e.g. `103.W`. */
  readonly sunspec?: string;
  /** Orange Button taxonomy element. */
  readonly orangeButton?: string;
  readonly text: string;
}
