import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { openCatalog } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";

test("while another process writes for long, a change is refused as locked, and reads go on", async () => {
  const file = join(await temporaryDirectory(), "catalog.db");
  await using catalog = await openCatalog({ file, busyTimeoutMs: 50 });
  await catalog.addTenant("before");
  const holder = spawn(
    process.execPath,
    [
      "-e",
      `const d = new (require("node:sqlite").DatabaseSync)(${JSON.stringify(file)});
       d.exec("BEGIN IMMEDIATE"); console.log("held"); setInterval(() => undefined, 1000);`,
    ],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  await once(holder.stdout, "data");
  await expect(catalog.addTenant("meanwhile")).rejects.toMatchObject({ code: "locked" });
  await expect(catalog.tenants()).resolves.toHaveLength(1);
  holder.kill("SIGKILL");
  await once(holder, "close");
  await catalog.addTenant("after");
  await expect(catalog.tenants()).resolves.toHaveLength(2);
});
