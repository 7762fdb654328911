import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Envelope, MINUTE_MS, packValues } from "@solarmon/core";
import { envelope, TEST_DAY, testId, testScope, VirtualClock } from "@solarmon/core/testing";
import { openTenantStores, type TenantStores } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

const MEBIBYTE = 1_048_576;
const DEVICE = testId(100);

/** A small disk of its own, or why there is none. */
async function smallDisk(): Promise<{ path: string } | { reason: string }> {
  const path = join(await temporaryDirectory(), "disk");
  mkdirSync(path);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", path], { stdio: "pipe" });
  } catch {
    return { reason: "mounting a tmpfs needs root on Linux" };
  }
  return { path };
}

function batch(n: number): Envelope {
  return envelope(
    Array.from({ length: 500 }, (_, index) => ({
      deviceId: DEVICE,
      measuredAt: TEST_DAY + (n * 500 + index) * 10,
      quality: 0,
      packed: packValues({ acPower: n, acEnergyTotal: 5e9 + n * 500 + index }),
    })),
  );
}

async function readCount(stores: TenantStores): Promise<number> {
  const span = { start: TEST_DAY, end: TEST_DAY + 60 * MINUTE_MS };
  const query = { deviceIds: [DEVICE], points: ["acPower"], span };
  let count = 0;
  for await (const page of stores.readings.forTenant(testScope()).read(query))
    count += page.measuredAt.length;
  return count;
}

/** Appends until it fails; how many batches were acknowledged, and what stopped it. */
async function fill(stores: TenantStores, from: number): Promise<{ next: number; error: unknown }> {
  for (let n = from; n < 10_000; n++)
    try {
      await stores.readings.forTenant(testScope()).append([batch(n)]);
    } catch (error) {
      return { next: n, error };
    }
  return { next: 10_000, error: undefined };
}

test("a full disk refuses with storage_full, reads go on, and writes again once there is space", async (context) => {
  const disk = await smallDisk();
  if ("reason" in disk) {
    context.skip(disk.reason);
    return;
  }
  try {
    const ballast = join(disk.path, "ballast");
    writeFileSync(ballast, new Uint8Array(6 * MEBIBYTE));
    await using stores = await openTenantStores({ dir: disk.path, clock: new VirtualClock() });
    const full = await fill(stores, 0);
    expect(full.error).toMatchObject({ code: "storage_full", isRetryable: true });
    expect(full.next).toBeGreaterThan(0);
    expect(await readCount(stores)).toBe(full.next * 500);
    await expect(
      stores.readings.forTenant(testScope()).append([batch(full.next)]),
    ).rejects.toMatchObject({ code: "storage_full" });
    rmSync(ballast);
    await stores.readings.forTenant(testScope()).append([batch(full.next)]);
    expect(await readCount(stores)).toBe((full.next + 1) * 500);
  } finally {
    execFileSync("umount", [disk.path]);
  }
});
