import { join } from "node:path";
import { testUsageLedger } from "@solarmon/core/testing";
import type { UsageLedger } from "@solarmon/core";
import { openUsageLedger } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

const files = new WeakMap<UsageLedger, string>();

for (const durability of ["full", "normal"] as const) {
  const open = (file: string): UsageLedger => {
    const ledger = openUsageLedger({ file, durability });
    files.set(ledger, file);
    return ledger;
  };
  testUsageLedger(`SqliteUsageLedger, ${durability}`, {
    create: async () => open(join(await temporaryDirectory(), "tenants", "usage.db")),
    restart: async (ledger) => {
      await ledger[Symbol.asyncDispose]();
      return open(files.get(ledger) ?? "");
    },
  });
}
