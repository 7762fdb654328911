import { join } from "node:path";
import { newId } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { openAlarmStore, openCatalog } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";

const NOTHING = { ended: [], raised: [], cleared: [], folded: [] };

test("two processes with the file open raise an alarm once", async () => {
  const file = join(await temporaryDirectory(), "catalog.db");
  await using one = await openCatalog({ file });
  await using other = await openCatalog({ file });
  const { id: tenantId } = await one.addTenant("Acme");
  const subject = { type: "plant", id: newId(), name: "Roof" } as const;
  const alarm = {
    tenantId,
    subject,
    plantId: subject.id,
    kind: "communication_lost",
    severity: "critical",
    raisedAt: 7,
    evidence: { since: 0, values: {}, threshold: {} },
  } as const;
  const stores = [openAlarmStore({ catalog: one }), openAlarmStore({ catalog: other })];
  const turns = Array.from({ length: 20 }, () => stores).flat();
  const raising = turns.map((store) =>
    store.apply({ ...NOTHING, raised: [{ ...alarm, id: newId() }] }),
  );
  const raised = (await Promise.all(raising)).flatMap((ids) => [...ids]);
  expect(raised).toHaveLength(1);
  for (const store of stores) {
    const { alarms } = await store.forTenant(scopeOf(tenantId)).list();
    expect(alarms.map(({ id }) => id)).toEqual(raised);
  }
});
