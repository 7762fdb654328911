import { fileURLToPath } from "node:url";
import { MemoryCatalog, MemoryLatestCache } from "@solarmon/core/memory";
import { describe, expect, it } from "vitest";
import { ProcessorLink } from "../src/processor/processor-link.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const DYING = fileURLToPath(new URL("support/dying-worker.ts", import.meta.url));
const STILLBORN = fileURLToPath(new URL("support/stillborn-worker.ts", import.meta.url));
const TELLING = fileURLToPath(new URL("support/telling-worker.ts", import.meta.url));

describe("ProcessorLink", () => {
  it("starts a thread that died again, fails what waited, and says so", async () => {
    await using folder = await temporaryFolder();
    const warnings: string[] = [];
    await using link = new ProcessorLink(
      { dataDir: folder.path, services: {} },
      (text) => warnings.push(text),
      DYING,
    );
    await link.begin({ catalog: new MemoryCatalog(), setAside: async () => undefined });
    expect(link.isReady).toBe(true);

    await expect(link.settle()).rejects.toMatchObject({ code: "unavailable" });
    expect(link.isReady).toBe(false);
    expect(link.trouble).toContain("out of luck");
    expect(warnings).toEqual([expect.stringMatching(/out of luck.*again in 100 ms/)]);
    await expect(link.settle()).rejects.toMatchObject({ code: "unavailable" });

    await expect.poll(() => link.isReady, { timeout: 10_000 }).toBe(true);
    expect(link.trouble).toBe("");
    await expect(link.settle()).resolves.toBeUndefined();
  });

  it("says so when the thread cannot even start, instead of waiting for it", async () => {
    await using folder = await temporaryFolder();
    const warnings: string[] = [];
    await using link = new ProcessorLink(
      { dataDir: folder.path, services: {} },
      (text) => warnings.push(text),
      STILLBORN,
    );
    await expect.poll(() => link.trouble, { timeout: 10_000 }).toContain("cannot load");
    const parts = { catalog: new MemoryCatalog(), setAside: async () => undefined };
    await expect(link.begin(parts)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("cannot load"),
    });
    expect(warnings).toEqual([]);
  });

  it("goes on telling when a cache fails", async () => {
    await using folder = await temporaryFolder();
    const warnings: string[] = [];
    await using link = new ProcessorLink(
      { dataDir: folder.path, services: {} },
      (text) => warnings.push(text),
      TELLING,
    );
    const latest = new MemoryLatestCache();
    latest.put = async () => Promise.reject(new Error("cache is down"));
    await link.begin({ catalog: new MemoryCatalog(), setAside: async () => undefined, latest });
    await expect.poll(() => warnings, { timeout: 10_000 }).toHaveLength(2);
    expect(warnings[1]).toContain("cache is down");
  });
});
