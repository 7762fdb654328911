import { deflateRawSync, inflateRawSync } from "node:zlib";
import { Chunk, ChunkBuilder, type ChunkReading, type Compressor, newId } from "@solarmon/core";
import { DEVICE_STEPS } from "../noisy-telemetry.ts";
import type { Report } from "../report.ts";
import type { Sample } from "./device-rows.ts";
import { toEnvelopes } from "./fill-store.ts";
import { generatedSample } from "./generated-sample.ts";
import { realMinutes } from "./real-samples.ts";

const DAYS = 20;
const RUNS = 9;
const POINTS = 12;
const MINUTES = 1_440;
const compressor: Compressor = {
  deflateRaw: (bytes) => deflateRawSync(bytes),
  inflateRaw: (bytes) => inflateRawSync(bytes),
};

function bestSeconds(act: () => void): number {
  let best = Infinity;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    act();
    best = Math.min(best, performance.now() - start);
  }
  return best / 1_000;
}

function toDays({ points, devices }: Sample): ChunkReading[][] {
  return devices.map((device) =>
    toEnvelopes(newId(), points, device).flatMap(({ receivedAt, readings }) =>
      readings.map((reading) => ({ ...reading, receivedAt, source: 1 })),
    ),
  );
}

function toChunk(readings: readonly ChunkReading[]): Uint8Array {
  const builder = new ChunkBuilder(readings.length);
  for (const reading of readings) builder.add(reading);
  return builder.encode(compressor);
}

/** The chunk codec alone, a core of JavaScript and zlib. */
export function benchCodec(report: Report): void {
  const sample = generatedSample("", DEVICE_STEPS, { devices: DAYS, days: 1 });
  const days = toDays(sample);
  let chunks: Uint8Array[] = [];
  const encodeSeconds = bestSeconds(() => {
    chunks = days.map(toChunk);
  });
  const decodeSeconds = bestSeconds(() => {
    for (const bytes of chunks) new Chunk(bytes, compressor).values(1);
  });
  const values = DAYS * MINUTES;
  const figure = (metric: string, value: number, unit: string): void =>
    report({ bench: "store", metric, value, unit });
  figure("chunk encode", (values * POINTS) / encodeSeconds, "points/s");
  figure("chunk decode of one column", values / decodeSeconds, "values/s");
  for (const minutes of realMinutes())
    for (const readings of toDays(minutes))
      figure(
        `chunk of real minutes: ${minutes.name}`,
        toChunk(readings).length / readings.length,
        "byte/value",
      );
}
