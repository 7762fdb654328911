import { syncDirectory } from "../durable-file.ts";
import type { Disk } from "./disk.ts";
import { SEGMENT_HEADER, segmentPath } from "./segment-files.ts";

/**
 * The one segment that is written to.
 *
 * A group that cannot be made durable leaves no trace: the file is cut back to its durable end. After a failed fsync
 * the segment is not trusted any more ({@link isSuspect}): the system has marked the unwritten pages clean, so a later
 * fsync of the same file may report success for bytes that never reached the disk. The log then goes on in a new
 * file, whose pages are its own. Whatever stays behind the durable end is void, because its sequence numbers are not
 * below the first one of the next segment.
 */
export class ActiveSegment {
  readonly base: number;
  readonly #disk: Disk;
  readonly #file: number;
  #bytes: number;
  #isSuspect = false;

  constructor(disk: Disk, file: number, base: number, bytes: number) {
    this.#disk = disk;
    this.#file = file;
    this.base = base;
    this.#bytes = bytes;
  }

  /** A new, empty segment. One that was left there by a failed attempt holds nothing acknowledged and is emptied. */
  static async create(disk: Disk, dir: string, base: number): Promise<ActiveSegment> {
    const file = await disk.open(segmentPath(dir, base), "w+");
    const segment = new ActiveSegment(disk, file, base, 0);
    try {
      await segment.append(SEGMENT_HEADER, SEGMENT_HEADER.length);
      await syncDirectory(dir);
      return segment;
    } catch (error) {
      await segment.close();
      throw error;
    }
  }

  /** Opens a segment of an earlier run and cuts it to `bytes`, durably. */
  static async reopen(
    disk: Disk,
    dir: string,
    base: number,
    bytes: number,
  ): Promise<ActiveSegment> {
    const file = await disk.open(segmentPath(dir, base), "r+");
    try {
      await disk.truncate(file, bytes);
      await disk.sync(file); // a killed process may have left whole records that were never fsynced
    } catch (error) {
      await disk.close(file);
      throw error;
    }
    return new ActiveSegment(disk, file, base, bytes);
  }

  /** Durable bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  get isSuspect(): boolean {
    return this.#isSuspect;
  }

  /** Makes `length` bytes durable behind the others, or throws and leaves the durable part as it was. */
  async append(bytes: Uint8Array, length: number): Promise<void> {
    try {
      await this.#write(bytes, length);
    } catch (error) {
      await this.#cut();
      throw error;
    }
    try {
      await this.#disk.sync(this.#file);
    } catch (error) {
      this.#isSuspect = true;
      await this.#cut();
      throw error;
    }
    this.#bytes += length;
  }

  async close(): Promise<void> {
    await this.#disk.close(this.#file);
  }

  async #write(bytes: Uint8Array, length: number): Promise<void> {
    for (let done = 0; done < length;) {
      const at = this.#bytes + done;
      const written = await this.#disk.write(this.#file, bytes, done, length - done, at);
      if (written === 0) throw new Error("the disk took no bytes");
      done += written;
    }
  }

  async #cut(): Promise<void> {
    try {
      await this.#disk.truncate(this.#file, this.#bytes);
    } catch {
      this.#isSuspect = true;
    }
  }
}
