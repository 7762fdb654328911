import { testStream } from "@solarmon/core/testing";
import { openSegmentLog, openSegmentReader, type SegmentLog } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

interface Subject {
  readonly dir: string;
  readonly writer: SegmentLog;
  readonly reader: SegmentLog;
}

/** Segments of a few records, so that every law crosses borders. */
async function open(dir: string): Promise<Subject> {
  const log = await openSegmentLog({ dir, segmentBytes: 200 });
  return { dir, writer: log, reader: log };
}

const dirs = new WeakMap<object, string>();

testStream("SegmentLog", {
  create: async () => remember(await open(await temporaryDirectory())),
  restart: async (subject) => {
    await subject.writer[Symbol.asyncDispose]();
    return remember(await open(dirs.get(subject) ?? ""));
  },
});

function remember(subject: Subject): Subject {
  dirs.set(subject, subject.dir);
  return subject;
}

testStream("SegmentLog read by SegmentReader", {
  create: async () => openBoth(await temporaryDirectory()),
  restart: async (subject) => {
    await subject.reader[Symbol.asyncDispose]();
    await subject.writer[Symbol.asyncDispose]();
    return openBoth(dirs.get(subject) ?? "");
  },
});

async function openBoth(dir: string) {
  const writer = await openSegmentLog({ dir });
  const reader = await openSegmentReader({ dir, durableEnd: writer.durableEnd });
  writer.onDurable((end) => void reader.wake(end));
  const subject = { writer, reader };
  dirs.set(subject, dir);
  return subject;
}
