import type { DecodedReading, ProblemList, ValueMap } from "@solarmon/connectors-kit";
import type { DeviceKind, Instant, Quality } from "@solarmon/core";

/** Readings of one reply; a device without a single value is told, not listed. */
export class ReadingList {
  readonly readings: DecodedReading[] = [];
  readonly #problems: ProblemList;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  add(
    deviceId: string,
    kind: DeviceKind,
    measuredAt: Instant,
    values: ValueMap,
    quality?: Quality,
  ): void {
    if (Object.keys(values).length === 0)
      this.#problems.add(`/${deviceId}`, "no_telemetry", "every value is absent or null");
    else
      this.readings.push({
        deviceId,
        kind,
        measuredAt,
        values,
        ...(quality === undefined ? {} : { quality }),
      });
  }
}
