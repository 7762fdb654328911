import { fileURLToPath } from "node:url";
import { MemoryCatalog } from "@solarmon/core/memory";
import { describe, expect, it } from "vitest";
import { ProcessorLink } from "../src/processor/processor-link.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const DYING = fileURLToPath(new URL("support/dying-worker.ts", import.meta.url));

describe("ProcessorLink", () => {
  it("starts a thread that died again, fails what waited, and says so", async () => {
    await using folder = await temporaryFolder();
    const warnings: string[] = [];
    await using link = new ProcessorLink(folder.path, (text) => warnings.push(text), DYING);
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
});
