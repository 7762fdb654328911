import { open } from "node:fs/promises";
import { type Disk, nodeDisk } from "../../src/stream/disk.ts";

interface FileState {
  readonly path: string;
  durableBytes: number;
  bytes: number;
}

/** A disk that loses power: what was written after a file's last sync may be gone, in part or as garbage. */
export class PowerCutDisk implements Disk {
  readonly #files = new Map<string, FileState>();
  readonly #paths = new Map<number, string>();
  #callsLeft: number;

  /** @param calls - writes, syncs and cuts until the power goes */
  constructor(calls: number) {
    this.#callsLeft = calls;
  }

  /** Leaves the files as a power cut might: `chance` gives numbers in [0, 1). */
  async loseUnsynced(chance: () => number): Promise<void> {
    for (const { path, durableBytes, bytes } of this.#files.values()) {
      await using file = await open(path, "r+");
      const reachedDisk = Math.floor((bytes - durableBytes) * chance());
      await file.truncate(durableBytes + reachedDisk);
      const garbled = Buffer.alloc(Math.floor(reachedDisk * chance()), Math.floor(chance() * 256));
      const at = durableBytes + Math.floor((reachedDisk - garbled.length) * chance());
      await file.write(garbled, 0, garbled.length, at);
    }
  }

  async open(path: string, flags: string): Promise<number> {
    const file = await nodeDisk.open(path, flags);
    this.#paths.set(file, path);
    const known = this.#files.get(path);
    const bytes = flags.startsWith("w") ? 0 : (known?.bytes ?? 0);
    this.#files.set(path, { path, durableBytes: Math.min(known?.durableBytes ?? 0, bytes), bytes });
    return file;
  }

  async write(
    file: number,
    bytes: Uint8Array,
    from: number,
    length: number,
    at: number,
  ): Promise<number> {
    this.#requirePower();
    const state = this.#stateOf(file);
    state.bytes = Math.max(state.bytes, at + length);
    const written = await nodeDisk.write(file, bytes, from, length, at);
    this.#useCall();
    return written;
  }

  async sync(file: number): Promise<void> {
    this.#useCall();
    const state = this.#stateOf(file);
    const { bytes } = state;
    await nodeDisk.sync(file);
    state.durableBytes = bytes;
  }

  async truncate(file: number, length: number): Promise<void> {
    this.#useCall();
    const state = this.#stateOf(file);
    state.bytes = length;
    state.durableBytes = Math.min(state.durableBytes, length);
    return nodeDisk.truncate(file, length);
  }

  close(file: number): Promise<void> {
    return nodeDisk.close(file);
  }

  #stateOf(file: number): FileState {
    const state = this.#files.get(this.#paths.get(file) ?? "");
    if (!state) throw new TypeError("the file was not opened here");
    return state;
  }

  #useCall(): void {
    this.#callsLeft--;
    this.#requirePower();
  }

  #requirePower(): void {
    if (this.#callsLeft <= 0) throw Object.assign(new Error("EIO: no power"), { code: "EIO" });
  }
}
