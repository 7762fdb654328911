import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

const LISTED = `
  await import("@solarmon/connectors-kit");
  await import("@solarmon/connectors-kit/modbus");
  const { createRequire } = await import("node:module");
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  console.log(loaded.filter((path) => path.includes("modbus-serial")).length);
`;

it("the Modbus library is loaded with the first connection, not with the package", () => {
  const cwd = new URL("../..", import.meta.url);
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", LISTED], { cwd });
  expect(run.stdout.toString().trim()).toBe("0");
});
