import { join } from "node:path";
import { scopeOf } from "@solarmon/core/authority";
import { TEST_DAY, testId } from "@solarmon/core/testing";
import { openAuditLog, openCatalog } from "@solarmon/embedded";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";

const ENTRY = {
  at: TEST_DAY,
  actor: { kind: "system", id: null, name: null },
  action: "plant.added",
  subject: { kind: "plant", id: testId(10), name: "Roof" },
  before: null,
  after: null,
  address: null,
} as const;

async function openRecorded() {
  const file = join(await temporaryDirectory(), "catalog.db");
  const catalog = await openCatalog({ file });
  const scope = scopeOf((await catalog.addTenant("Acme")).id);
  const audit = openAuditLog({ catalog });
  await audit.record(scope, [ENTRY]);
  return { file, scope, audit, [Symbol.asyncDispose]: () => catalog[Symbol.asyncDispose]() };
}

test.each([
  "UPDATE audit SET at = 0",
  "DELETE FROM audit",
  "REPLACE INTO audit SELECT * FROM audit",
])("the database itself refuses: %s", async (statement) => {
  await using opened = await openRecorded();
  const { file, scope, audit } = opened;
  using other = new DatabaseSync(file);
  expect(() => other.exec(statement)).toThrow(/audit log is only added to/);
  await expect(audit.page(scope)).resolves.toMatchObject({ entries: [ENTRY] });
});

test("pages are read by an index, not by sorting the log", async () => {
  await using opened = await openRecorded();
  const { file } = opened;
  using other = new DatabaseSync(file);
  const plan = other.prepare(
    "EXPLAIN QUERY PLAN SELECT * FROM audit WHERE tenant_id = 'x' AND (at, number) < (5, 5) ORDER BY at DESC, number DESC",
  );
  const steps = plan.all().map(({ detail }) => String(detail));
  expect(steps).toEqual([expect.stringMatching(/SEARCH audit USING INDEX audit_by_tenant/)]);
});
