import {
  encodeEnvelope,
  MINUTE_MS,
  type ReceivedRecord,
  SolarmonError,
  type StreamRecord,
} from "@solarmon/core";
import { MemoryStream } from "@solarmon/core/memory";
import { createProcessor, type Processor, runProcessor, type SetAside } from "@solarmon/ingest";
import { expect, test, vi } from "vitest";
import { faultyReadings } from "./faulty-readings.ts";
import { referenceRows } from "./reference-rollups.ts";
import { allRows, envelope, seed, type Seed } from "./seed.ts";

const START = Date.UTC(2026, 5, 1, 10);

function record(s: Seed, minute: number): StreamRecord {
  const values = { acPower: 100 + minute, acEnergyTotal: 1_000 + minute };
  const measuredAt = START + minute * MINUTE_MS;
  const value = encodeEnvelope(envelope(s, [{ deviceId: s.devices[0]!.id, measuredAt, values }]));
  return { key: s.plant.id, value };
}

const records = (s: Seed, count: number) => Array.from({ length: count }, (_, n) => record(s, n));

async function storedCount(s: Seed): Promise<number> {
  const rows = await allRows(s);
  return rows.find(({ resolution }) => resolution === "1d")?.count ?? 0;
}

function drive(stream: MemoryStream, processor: Processor) {
  const setAside: { record: ReceivedRecord; error: SolarmonError }[] = [];
  const errors: SolarmonError[] = [];
  const options = {
    reader: stream,
    processor,
    consumer: "processor",
    settleEveryMs: 5,
    setAside: async (poison: ReceivedRecord, error: SolarmonError) =>
      void setAside.push({ record: poison, error }),
    onError: (error: SolarmonError) => void errors.push(error),
  };
  return { setAside, errors, options };
}

test("works off a stream, commits, and goes on from there", async () => {
  const s = await seed();
  const stream = new MemoryStream();
  await stream.append(records(s, 50));
  const { options } = drive(stream, createProcessor(s));
  const progress: number[] = [];
  const onProgress = (told: { records: number }) => void progress.push(told.records);
  await runProcessor({ ...options, follow: false, maxRecords: 20, onProgress });
  expect(await storedCount(s)).toBe(50);
  expect(progress).toEqual([20, 40, 50]);
  await stream.append([record(s, 50)]);
  progress.length = 0;
  await runProcessor({ ...options, follow: false, onProgress });
  expect(progress).toEqual([1]);
  expect(await storedCount(s)).toBe(51);
});

test("sets a poison record aside and goes on with those behind it", async () => {
  const s = await seed();
  const stream = new MemoryStream();
  const poison = { key: s.plant.id, value: new Uint8Array([9, 9, 9]) };
  const [first, ...rest] = records(s, 10);
  await stream.append([first!, poison, ...rest]);
  const { setAside, options } = drive(stream, createProcessor(s));
  await runProcessor({ ...options, follow: false });
  expect(setAside).toHaveLength(1);
  expect(setAside[0]).toMatchObject({ record: poison, error: { code: "refused" } });
  expect(await storedCount(s)).toBe(10);
});

test("finds the one envelope that the store cannot take", async () => {
  const s = await seed();
  const stream = new MemoryStream();
  await stream.append(records(s, 33));
  const bad = START + 17 * MINUTE_MS;
  const readings = faultyReadings(s.readings, (envelopes) => {
    if (envelopes.some((e) => e.readings.some(({ measuredAt }) => measuredAt === bad)))
      throw new SolarmonError("invalid_argument", "cannot take it");
  });
  const { setAside, options } = drive(stream, createProcessor({ ...s, readings }));
  await runProcessor({ ...options, follow: false });
  expect(setAside.map(({ record: { value } }) => value)).toEqual([record(s, 17).value]);
  expect(await storedCount(s)).toBe(32);
});

test("waits for a store that is down and loses nothing", async () => {
  const s = await seed();
  const stream = new MemoryStream();
  await stream.append(records(s, 20));
  let failures = 3;
  const readings = faultyReadings(s.readings, () => {
    if (failures-- > 0) throw new SolarmonError("storage_full", "no space left");
  });
  const { setAside, errors, options } = drive(stream, createProcessor({ ...s, readings }));
  await runProcessor({ ...options, follow: false });
  expect(setAside).toEqual([]);
  expect(errors.map(({ code }) => code)).toContain("storage_full");
  expect(await storedCount(s)).toBe(20);
});

test("a record is asked to be set aside until that is durable", async () => {
  const s = await seed();
  const stream = new MemoryStream();
  await stream.append([{ key: s.plant.id, value: new Uint8Array([9]) }, record(s, 0)]);
  const { options } = drive(stream, createProcessor(s));
  const setAside = vi
    .fn<SetAside>(async () => undefined)
    .mockRejectedValueOnce(new SolarmonError("storage_full", "no space left"));
  await runProcessor({ ...options, follow: false, setAside });
  expect(setAside).toHaveBeenCalledTimes(2);
  expect(await storedCount(s)).toBe(1);
});

test("commits nothing while roll-ups cannot be written, and delivers it again", async () => {
  const s = await seed();
  const stream = new MemoryStream();
  await stream.append(records(s, 20));
  const processor = createProcessor(s);
  const failing: Processor = {
    process: async (batch) => processor.process(batch),
    apply: async (envelopes) => processor.apply(envelopes),
    settle: async () => {
      throw new SolarmonError("storage_full", "no space left");
    },
    forget: async (tenantId) => processor.forget(tenantId),
    pendingRows: 0,
  };
  const { options } = drive(stream, failing);
  await expect(runProcessor({ ...options, follow: false })).rejects.toThrow("no space left");
  expect(await storedCount(s)).toBe(0);
  await runProcessor({ ...options, processor: createProcessor(s), follow: false });
  expect(await storedCount(s)).toBe(20);
  expect(await allRows(s)).toEqual(await referenceRows(s));
});

test("follows the stream, settles beside it, and commits when it is told to end", async () => {
  const s = await seed();
  const stream = new MemoryStream();
  const { options } = drive(stream, createProcessor(s));
  const end = new AbortController();
  const running = runProcessor({ ...options, signal: end.signal });
  await stream.append(records(s, 10));
  await vi.waitFor(async () => expect(await storedCount(s)).toBe(10));
  end.abort();
  await running;
  const again = stream.read("processor", { follow: false })[Symbol.asyncIterator]();
  expect(await again.next()).toMatchObject({ done: true });
});
