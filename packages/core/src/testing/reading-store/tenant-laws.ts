import { expect } from "vitest";
import type { TenantScope } from "../../authority.ts";
import { SolarmonError } from "../../errors.ts";
import type { ReadingStore } from "../../ports/reading-store.ts";
import { envelope, reading, TEST_DAY, testScope } from "../builders.ts";
import type { Law } from "../law.ts";
import { append, DEVICE, onlyValues, rowsOf } from "./subject.ts";

const OURS = testScope(1);
const THEIRS = testScope(2);

async function write(store: ReadingStore, scope: TenantScope, acPower: number): Promise<void> {
  const { tenantId } = scope;
  await store.forTenant(scope).append([envelope([reading({ acPower })], { tenantId })]);
}

async function expectNothing(store: ReadingStore, scope: TenantScope): Promise<void> {
  await expect(rowsOf(store, { scope })).resolves.toEqual([]);
  await expect(store.forTenant(scope).latest([DEVICE])).resolves.toEqual([]);
  if (store.capabilities.history)
    await expect(store.forTenant(scope).history(DEVICE, TEST_DAY)).resolves.toEqual([]);
}

/** Tenants cannot see each other, even when the code above is wrong. */
export const tenantLaws: readonly Law<ReadingStore>[] = [
  {
    name: "tenants never mix",
    async run({ subject }) {
      await write(subject, OURS, 1);
      await expectNothing(subject, THEIRS);
      await write(subject, THEIRS, 2); // the same device and time, in another tenant
      await expect(onlyValues(subject, { scope: OURS })).resolves.toEqual({ acPower: 1 });
      await expect(onlyValues(subject, { scope: THEIRS })).resolves.toEqual({ acPower: 2 });
    },
  },
  {
    name: "an envelope of another tenant is refused, and all that came with it",
    async run({ subject }) {
      const own = envelope([reading({ acPower: 1 })]);
      const foreign = envelope([reading({ acPower: 2 })], { tenantId: THEIRS.tenantId });
      const error: unknown = await append(subject, own, foreign).catch((thrown: unknown) => thrown);
      expect(SolarmonError.is(error) && error.code).toBe("invalid_argument");
      await expectNothing(subject, OURS);
      await expectNothing(subject, THEIRS);
    },
  },
  {
    name: "a deleted tenant has nothing left, and others keep theirs",
    async run({ subject }) {
      await write(subject, OURS, 1);
      await write(subject, OURS, 2);
      await write(subject, THEIRS, 3);
      await subject.deleteTenant(OURS);
      await expectNothing(subject, OURS);
      await expect(onlyValues(subject, { scope: THEIRS })).resolves.toEqual({ acPower: 3 });
      await write(subject, OURS, 4);
      await expect(onlyValues(subject, { scope: OURS })).resolves.toEqual({ acPower: 4 });
    },
  },
];
