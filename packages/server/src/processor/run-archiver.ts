import {
  type Archive,
  decodeEnvelope,
  type Envelope,
  type StreamReader,
  toSolarmonError,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { CONSUMER } from "./consumers.ts";
import { GatherRound } from "./gather-round.ts";
import { pause } from "./pause.ts";

export interface ArchiverOptions {
  readonly reader: StreamReader;
  readonly archive: Archive;
  readonly signal: AbortSignal;
  readonly onWarning: (message: string) => void;
}

const RECORDS = 5_000;
// Raw envelopes are safe in the stream for a day: gathering them makes blocks that compress well.
const GATHER_MS = 5_000;
const RETRY_MS = 5_000;

/** Copies the stream into the archive until the signal fires. A full disk is waited for: the stream keeps the records. */
export async function runArchiver(options: ArchiverOptions): Promise<void> {
  const { signal } = options;
  while (!signal.aborted) {
    try {
      await copy(options);
    } catch (thrown) {
      if (signal.aborted) return;
      options.onWarning(`archive: ${toSolarmonError(thrown, String(thrown)).message}`);
      await pause(RETRY_MS, signal);
    }
  }
}

async function copy(options: ArchiverOptions): Promise<void> {
  const { reader, signal } = options;
  const round = new GatherRound();
  const onShards = (shards: readonly string[]): void => round.begin(shards.length);
  const batches = reader.read(CONSUMER.archiver, { maxRecords: RECORDS, signal, onShards });
  for await (const batch of batches) {
    const { shard, records } = batch;
    await archiveAll(records, options);
    const last = records.at(-1);
    if (last) await batch.commit(last.position);
    if (records.length < RECORDS && round.isOver(shard)) await pause(GATHER_MS, signal);
    if (signal.aborted) return;
  }
}

async function archiveAll(
  records: readonly { readonly value: Uint8Array; readonly position: string }[],
  { archive, onWarning }: ArchiverOptions,
): Promise<void> {
  const byTenant = new Map<string, Envelope[]>();
  for (const { value, position } of records) {
    try {
      const envelope = decodeEnvelope(value);
      const envelopes = byTenant.get(envelope.tenantId);
      if (envelopes) envelopes.push(envelope);
      else byTenant.set(envelope.tenantId, [envelope]);
    } catch {
      onWarning(`archive: stream record ${position} is not an envelope and was left out`);
    }
  }
  for (const [tenantId, envelopes] of byTenant) await archive.write(scopeOf(tenantId), envelopes);
}
