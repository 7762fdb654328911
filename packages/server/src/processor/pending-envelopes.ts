import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { SolarmonError } from "@solarmon/core";
import { toDiskError } from "@solarmon/embedded";
import { makeFolder } from "../folder/make-folder.ts";

/**
 * Envelopes of imports that are on their way into the store. Should the process be killed before their roll-ups are
 * written, the next one that opens the data folder processes them again, whether the import is ever resumed or not.
 */
export class PendingEnvelopes implements AsyncDisposable {
  readonly #file: FileHandle;
  #length: number;

  static async open(importsDir: string): Promise<PendingEnvelopes> {
    await makeFolder(importsDir);
    const path = join(importsDir, "pending.bin");
    const file = await open(path, "a+").catch((error: unknown) => {
      throw toDiskError(error, `cannot open ${path}`);
    });
    const { size } = await file.stat();
    return new PendingEnvelopes(file, size);
  }

  private constructor(file: FileHandle, length: number) {
    this.#file = file;
    this.#length = length;
  }

  /** What a killed process left, oldest first. A last one that was cut off was not stored yet. */
  async left(): Promise<readonly Uint8Array[]> {
    const bytes = new Uint8Array(this.#length);
    const { bytesRead } = await this.#file.read(bytes, 0, this.#length, 0);
    const view = new DataView(bytes.buffer);
    const envelopes: Uint8Array[] = [];
    for (let at = 0; at + 4 <= bytesRead;) {
      const end = at + 4 + view.getUint32(at);
      if (end > bytesRead) break;
      envelopes.push(bytes.subarray(at + 4, end));
      at = end;
    }
    return envelopes;
  }

  /** Durable when it resolves. @throws `storage_full` */
  async add(envelope: Uint8Array): Promise<void> {
    const framed = new Uint8Array(4 + envelope.length);
    new DataView(framed.buffer).setUint32(0, envelope.length);
    framed.set(envelope, 4);
    try {
      await this.#file.appendFile(framed);
      await this.#file.datasync();
    } catch (error) {
      // What was half written must not stand before the next one.
      await this.#file.truncate(this.#length);
      throw isFull(error) ? diskFull(error) : error;
    }
    this.#length += framed.length;
  }

  /** To be called once all that was added is stored and rolled up. */
  async clear(): Promise<void> {
    if (this.#length === 0) return;
    await this.#file.truncate(0);
    this.#length = 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOSPC";
}

function diskFull(cause: unknown): SolarmonError {
  const message = "the disk is full: make room, then run the same command again";
  return new SolarmonError("storage_full", message, { cause });
}
