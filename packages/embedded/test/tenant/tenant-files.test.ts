import { testId } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { TenantFiles } from "../../src/tenant/tenant-files.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

test("closes every database, also behind one that cannot be synced", async () => {
  const dir = await temporaryDirectory();
  const files = new TenantFiles({ dir, readOnly: false, durability: "full", maxOpen: 8 });
  const opened = [1, 2, 3].map((n) => files.forWriting(testId(n)).sqlite);
  opened[1]!.sync = () => {
    throw new Error("no space left");
  };
  expect(() => files.close()).toThrow("no space left");
  for (const sqlite of opened) expect(() => sqlite.row("select 1")).toThrow(/not open/);
  expect(() => files.forWriting(testId(1))).toThrow(/closed/);
});
