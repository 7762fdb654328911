import { Duplex } from "node:stream";
import type { DeviceConnection } from "./device-connection.ts";

/** Unread bytes at which the connection waits for the broker. Control packets are a few bytes each. */
const CONTROL_BYTES = 4_096;

/**
 * What the broker sees of a connection: every packet but those of publishing. The broker keeps sessions, log-in,
 * subscriptions and pings; readings do not pass through it.
 */
export class ControlChannel extends Duplex {
  readonly connection: DeviceConnection;

  constructor(connection: DeviceConnection) {
    super({ readableHighWaterMark: CONTROL_BYTES });
    this.connection = connection;
  }

  /** The connection pushes packets as they come, and waits when the broker does not keep up. */
  override _read(): void {
    setImmediate(() => this.connection.goOn());
  }

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: (error?: Error | null) => void,
  ): void {
    this.connection.write(chunk, callback);
  }

  override _writev(chunks: { chunk: Buffer }[], callback: (error?: Error | null) => void): void {
    this.connection.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), callback);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.connection.close();
    callback(error);
  }
}
