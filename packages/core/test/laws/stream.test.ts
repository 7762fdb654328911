import type { ReadOptions, StreamBatch, StreamReader, StreamWriter } from "@solarmon/core";
import { MemoryStream } from "@solarmon/core/memory";
import { streamLaws, VirtualClock, type StreamUnderTest } from "@solarmon/core/testing";
import { broken, mapped, without } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

type Both = StreamWriter & StreamReader;

function breakIt(change: (inner: Both) => Partial<Both>): () => StreamUnderTest {
  return () => {
    const clock = new VirtualClock();
    const stream = broken<Both>(new MemoryStream({ clock }), change);
    return { writer: stream, reader: stream, tick: () => clock.advance(1) };
  };
}

const whole = breakIt(() => ({}));

/** A reader that was given other options than the caller's. */
function breakOptions(change: (options: ReadOptions) => ReadOptions): () => StreamUnderTest {
  return breakIt((inner) => ({
    read: (consumer, options = {}) => inner.read(consumer, change(options)),
  }));
}

function breakBatches(change: (batch: StreamBatch) => StreamBatch): () => StreamUnderTest {
  return breakIt((inner) => ({ read: (...given) => mapped(inner.read(...given), change) }));
}

/** Commits what it gives by itself. */
const eager = breakIt((inner) => ({
  async *read(...given) {
    for await (const batch of inner.read(...given)) {
      await batch.commit(batch.records.at(-1)?.position ?? "");
      yield batch;
    }
  },
}));

/** Gives back the very bytes that it was given. */
function sharing(): StreamUnderTest {
  const values: Uint8Array[] = [];
  return breakIt((inner) => ({
    append(records) {
      values.push(...records.map(({ value }) => value));
      return inner.append(records);
    },
    read: (...given) =>
      mapped(inner.read(...given), (batch) => ({
        ...batch,
        records: batch.records.map((record, index) => ({
          ...record,
          value: values[index] ?? record.value,
        })),
      })),
  }))();
}

/** Takes one append at a time and forgets, but acknowledges, those that come meanwhile. */
function busy(): StreamUnderTest {
  let isBusy = false;
  return breakIt((inner) => ({
    async append(records) {
      if (isBusy) return records.map(() => ({ ok: true, shard: "0", position: "0" }) as const);
      isBusy = true;
      const verdicts = await inner.append(records);
      isBusy = false;
      return verdicts;
    },
  }))();
}

/** Jumps to the newest record when its reader comes back. */
const impatient = breakIt((inner) => ({
  async *read(consumer, options) {
    for await (const batch of inner.read(consumer, { ...options, follow: false })) {
      yield batch;
      break;
    }
    yield* inner.read(consumer, { ...options, start: { from: "newest" } });
  },
}));

/** Opened again, it has the records and no checkpoint. */
function forgetCheckpoints({ reader, ...rest }: StreamUnderTest): StreamUnderTest {
  const forgetful = broken(reader, (inner) => ({
    read: (consumer, options) => inner.read(`${consumer} again`, options),
  }));
  return { ...rest, reader: forgetful };
}

const fakes: Record<string, Fake<StreamUnderTest>> = {
  "what was appended is read back, byte for byte": breakIt((inner) => ({
    append: (records) =>
      inner.append(
        records.map(({ key, value }) => ({
          key,
          value: new TextEncoder().encode(new TextDecoder().decode(value)),
        })),
      ),
  })),
  "bytes the caller changes after the append stay as they were appended": sharing,
  "each record's verdict names the place where it is read": breakIt((inner) => ({
    append: async (records) => (await inner.append(records)).toReversed(),
  })),
  "records of one key keep their order": breakBatches((batch) => ({
    ...batch,
    records: batch.records.toReversed(),
  })),
  "concurrent appends all count, each once and in order of its key": busy,
  "a record that cannot be taken is refused alone": breakIt((inner) => ({
    append: (records) =>
      inner.append(records.map((record) => ({ ...record, key: record.key.slice(0, 256) }))),
  })),
  "nothing appended answers nothing": breakIt(() => ({
    async *read() {
      yield { shard: "0", records: [], commit: async () => undefined };
    },
  })),
  "batches are bounded and never empty": breakOptions((options) => ({
    ...options,
    maxRecords: 1_000,
  })),
  "a slow reader misses nothing that is appended meanwhile": impatient,
  "a consumer goes on after its commit": breakBatches((batch) => ({
    ...batch,
    commit: async () => undefined,
  })),
  "what was not committed comes again": eager,
  "consumers are independent": breakIt((inner) => ({
    read: (_, options) => inner.read("everyone", options),
  })),
  "reading from elsewhere leaves the checkpoint": eager,
  "records survive a restart, and later ones follow them": { create: whole, restart: whole },
  "a commit survives a restart": { create: whole, restart: forgetCheckpoints },
  "what was read but not committed comes again after a restart": eager,
  "oldest starts at the oldest record, whatever was committed": breakOptions((options) =>
    without(options, "start"),
  ),
  "a position starts at that very record": breakOptions(({ start, ...rest }) =>
    start?.from === "position"
      ? { ...rest, start: { ...start, position: `${Number(start.position) + 1}` } }
      : rest,
  ),
  "a time starts at the first record appended then or later": breakOptions(({ start, ...rest }) =>
    start?.from === "time" ? { ...rest, start: { from: "time", at: start.at + 1 } } : rest,
  ),
  "newest gives only what is appended after the read began": breakOptions((options) => ({
    ...options,
    start: { from: "oldest" },
  })),
  "without following a read ends at what exists": breakOptions((options) => ({
    ...options,
    follow: true,
  })),
  "a reader tells which shards it has, and waits to be heard, before it gives any of them":
    breakOptions(({ onShards, ...options }) => ({
      ...options,
      onShards: (shards, fresh) => void onShards?.(shards, fresh),
    })),
  "following waits for what comes later": breakOptions((options) => ({
    ...options,
    follow: false,
  })),
  "a signal ends a read that waits": breakOptions((options) => without(options, "signal")),
  "a signal that has fired gives nothing": breakOptions((options) => ({
    ...without(options, "signal"),
    follow: false,
  })),
  "a position is good after a restart": { create: whole, restart: whole },
};

proveLaws("the laws of streams catch", streamLaws, fakes);
