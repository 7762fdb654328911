import { type Disk, nodeDisk } from "../../src/stream/disk.ts";

type Call = "open" | "write" | "sync" | "truncate";

/** A disk that counts what is asked of it and fails when told to. */
export class FailingDisk implements Disk {
  readonly calls: Record<Call, number> = { open: 0, write: 0, sync: 0, truncate: 0 };
  /** Files that were opened and not closed again. */
  openFiles = 0;
  readonly #failing = new Map<Call, string>();
  #held: Promise<void> | undefined;

  /** Every such call fails with that code until {@link heal}. */
  fail(call: Call, code: string): void {
    this.#failing.set(call, code);
  }

  heal(): void {
    this.#failing.clear();
  }

  /** Syncs wait until the returned function is called. */
  holdSyncs(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    return () => {
      this.#held = undefined;
      resolve();
    };
  }

  async open(path: string, flags: string): Promise<number> {
    this.#check("open");
    const file = await nodeDisk.open(path, flags);
    this.openFiles++;
    return file;
  }

  /** A failing write leaves half of its bytes behind, as a full disk does. */
  async write(
    file: number,
    bytes: Uint8Array,
    from: number,
    length: number,
    at: number,
  ): Promise<number> {
    if (this.#failing.has("write") && length > 1)
      await nodeDisk.write(file, bytes, from, length >> 1, at);
    this.#check("write");
    return nodeDisk.write(file, bytes, from, Math.min(length, 100), at); // short writes are allowed
  }

  async sync(file: number): Promise<void> {
    await this.#held;
    this.#check("sync");
    return nodeDisk.sync(file);
  }

  async truncate(file: number, length: number): Promise<void> {
    this.#check("truncate");
    return nodeDisk.truncate(file, length);
  }

  close(file: number): Promise<void> {
    this.openFiles--;
    return nodeDisk.close(file);
  }

  #check(call: Call): void {
    this.calls[call]++;
    const code = this.#failing.get(call);
    if (code !== undefined) throw Object.assign(new Error(`${code}: ${call}`), { code });
  }
}
