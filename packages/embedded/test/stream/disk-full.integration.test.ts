import { execFileSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openSegmentLog } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";

const DISK_MEGABYTES = 4;

/** Mounts a small file system; the reason when that is not possible here. */
function mountSmallDisk(dir: string): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "mounting needs root on Linux";
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_MEGABYTES}m`, "tmpfs", dir]);
    return undefined;
  } catch {
    return "mounting is not allowed here";
  }
}

test("a full disk: acknowledgements stop, reads go on, it opens, and recovers by itself when space is back", async ({
  skip,
  onTestFinished,
}) => {
  const disk = await temporaryDirectory();
  const reason = mountSmallDisk(disk);
  if (reason !== undefined) skip(reason);
  onTestFinished(() => void execFileSync("umount", ["-l", disk]));
  const dir = join(disk, "stream");
  const acknowledged: number[] = [];
  let next = 0;

  async function append(log: Awaited<ReturnType<typeof openSegmentLog>>): Promise<string> {
    const number = next++;
    const value = Buffer.from(String(number).padEnd(10_000));
    const [verdict] = await log.append([{ key: "plant", value }]);
    if (verdict?.ok) acknowledged.push(number);
    return verdict?.ok ? "ok" : (verdict?.error.code ?? "none");
  }

  async function expectAllThere(log: Awaited<ReturnType<typeof openSegmentLog>>): Promise<void> {
    const numbers: number[] = [];
    for await (const { records } of log.read("test", { start: { from: "oldest" }, follow: false }))
      numbers.push(...records.map(({ value }) => Number(new TextDecoder().decode(value))));
    expect(numbers).toEqual(acknowledged);
  }

  await writeFile(join(disk, "ballast"), Buffer.alloc(2 * 1024 * 1024));
  {
    await using log = await openSegmentLog({ dir, segmentBytes: 500_000 });
    while ((await append(log)) === "ok");
    for (let attempt = 0; attempt < 20; attempt++) expect(await append(log)).toBe("storage_full");
    await expectAllThere(log);
  }
  await using log = await openSegmentLog({ dir, segmentBytes: 500_000 }); // the disk is still full
  await expectAllThere(log);
  expect(await append(log)).toBe("storage_full");
  await rm(join(disk, "ballast"));
  for (let count = 0; count < 50; count++) expect(await append(log)).toBe("ok");
  await expectAllThere(log);
});
