import { EMPTY_TRACK, type Track } from "./track.ts";

/** Samples kept per device: five minutes at one per second, ten times over. */
const MOST_SAMPLES = 3_000;

interface Samples {
  times: number[];
  values: (number | null)[];
}

/** Live samples that came in since the history was read. A time seen again is one sample, the later word wins. */
export class LiveTail {
  readonly #devices = new Map<string, Samples>();

  add(deviceId: string, at: number, value: number | null): void {
    let samples = this.#devices.get(deviceId);
    if (samples === undefined) {
      samples = { times: [], values: [] };
      this.#devices.set(deviceId, samples);
    }
    insert(samples, at, value);
    if (samples.times.length > MOST_SAMPLES) {
      samples.times.shift();
      samples.values.shift();
    }
  }

  track(deviceId: string): Track {
    return this.#devices.get(deviceId) ?? EMPTY_TRACK;
  }

  get deviceIds(): readonly string[] {
    return [...this.#devices.keys()];
  }

  /** Drops what a newly read history covers. */
  prune(deviceId: string, coveredUntil: number): void {
    const samples = this.#devices.get(deviceId);
    if (samples === undefined) return;
    const keep = samples.times.findIndex((at) => at > coveredUntil);
    const dropped = keep === -1 ? samples.times.length : keep;
    samples.times.splice(0, dropped);
    samples.values.splice(0, dropped);
  }
}

function insert(samples: Samples, at: number, value: number | null): void {
  let index = samples.times.length;
  while (index > 0 && (samples.times[index - 1] ?? 0) >= at) index--;
  const isKnown = samples.times[index] === at;
  samples.times.splice(index, isKnown ? 1 : 0, at);
  samples.values.splice(index, isKnown ? 1 : 0, value);
}
