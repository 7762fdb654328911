import { open } from "node:fs/promises";
import { join } from "node:path";

export interface BareDisk {
  /** Times a second that so many bytes can be made durable behind the others. */
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
}

/** What the disk itself allows: write and fdatasync, one after the other, with nothing around them. */
export async function measureBareDisk(
  folder: string,
  bytes: number,
  durationMs: number,
): Promise<BareDisk> {
  await using file = await open(join(folder, `bare-${bytes}`), "w");
  const content = Buffer.alloc(bytes, 7);
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  while (performance.now() - startedAt < durationMs) {
    const before = performance.now();
    await file.write(content);
    await file.datasync();
    latenciesMs.push(performance.now() - before);
  }
  const elapsedMs = performance.now() - startedAt;
  return { perSecond: (latenciesMs.length / elapsedMs) * 1_000, latenciesMs };
}
