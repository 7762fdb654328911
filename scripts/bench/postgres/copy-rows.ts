import type { Envelope, IdCache } from "@solarmon/core";
import type { Client, Connection, Submittable } from "pg";

// COPY's binary form: a head, rows of (number of fields, then length and bytes of each), a tail.
const HEAD = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const TAIL = Buffer.from([0xff, 0xff]);
const FIXED_BYTES = 2 + 20 + 20 + 12 + 12 + 8 + 8 + 6 + 4;
const SLOT_MS = 3_600_000;

/** The rows that the store makes of envelopes, ready to be copied: nothing is left to do but to send them. */
export function toCopyBytes(envelopes: readonly Envelope[], ids: IdCache): Buffer {
  const readings = envelopes.flatMap((envelope) =>
    envelope.readings.map((reading) => ({ envelope, reading })),
  );
  const rows = readings.map(({ envelope, reading }) => {
    const row = Buffer.alloc(FIXED_BYTES + reading.packed.length);
    const view = new DataView(row.buffer, row.byteOffset, row.length);
    view.setInt16(0, 8);
    let offset = 2;
    for (const id of [envelope.tenantId, reading.deviceId]) {
      view.setInt32(offset, 16);
      ids.write(id, view, offset + 4);
      offset += 20;
    }
    for (const at of [reading.measuredAt, envelope.receivedAt]) {
      view.setInt32(offset, 8);
      view.setBigInt64(offset + 4, BigInt(at));
      offset += 12;
    }
    for (const number of [Math.floor(reading.measuredAt / SLOT_MS), 1]) {
      view.setInt32(offset, 4);
      view.setInt32(offset + 4, number);
      offset += 8;
    }
    view.setInt32(offset, 2);
    view.setInt16(offset + 4, reading.quality);
    view.setInt32(offset + 6, reading.packed.length);
    row.set(reading.packed, offset + 10);
    return row;
  });
  return Buffer.concat([HEAD, ...rows, TAIL]);
}

/** A COPY of ready bytes, which `pg` runs like a query. */
class Copy implements Submittable {
  readonly #text: string;
  readonly #bytes: Buffer;
  readonly #settle: (error?: Error) => void;

  constructor(text: string, bytes: Buffer, settle: (error?: Error) => void) {
    this.#text = text;
    this.#bytes = bytes;
    this.#settle = settle;
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse(connection: Connection & CopyConnection): void {
    connection.sendCopyFromChunk(this.#bytes);
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#settle();
  }

  handleError(error: Error): void {
    this.#settle(error);
  }
}

interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** Copies the bytes into the table, in a transaction of its own. */
export function copyInto(client: Client, table: string, bytes: Buffer): Promise<void> {
  const columns = "tenant_id, device_id, measured_at, received_at, slot, source, quality, packed";
  const text = `copy ${table} (${columns}) from stdin (format binary)`;
  return new Promise((resolve, reject) => {
    client.query(new Copy(text, bytes, (error) => (error ? reject(error) : resolve())));
  });
}
