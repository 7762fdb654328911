import {
  type StreamRecord,
  type StreamVerdict,
  type StreamWriter,
  toSolarmonError,
} from "@solarmon/core";
import type { ImportSink } from "../import/import-sink.ts";

/** A stream without a log: what is appended is stored when it resolves. For a command that runs without a server. */
export function createDirectStream(sink: Pick<ImportSink, "store">): StreamWriter {
  return {
    append: (records) => Promise.all(records.map((record) => store(sink, record))),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function store(
  sink: Pick<ImportSink, "store">,
  { value }: StreamRecord,
): Promise<StreamVerdict> {
  try {
    await sink.store(value.slice()); // its buffer goes to the processor's thread
    return { ok: true, shard: "0", position: "0" };
  } catch (error) {
    return { ok: false, error: toSolarmonError(error, "the processor failed to store readings") };
  }
}
