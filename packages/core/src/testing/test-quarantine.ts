import { expect } from "vitest";
import { isId } from "../ids.ts";
import type { Quarantine, QuarantineEntry } from "../ports/quarantine.ts";
import { TEST_DAY, testId, testScope } from "./builders.ts";
import type { Law, SuiteOptions } from "./law.ts";
import { registerLaws } from "./register.ts";

const scope = testScope();
const SAMPLE_CHARACTERS = 4_096;

/** The n-th refused piece. */
function entry(n: number, rest: Partial<QuarantineEntry> = {}): Omit<QuarantineEntry, "id"> {
  return {
    plantId: testId(10),
    deviceId: testId(100),
    receivedAt: TEST_DAY + n,
    source: "mqtt",
    reason: "out_of_range",
    detail: `refusal ${n}`,
    point: "acPower",
    sample: `{"acPower":${n}}`,
    ...rest,
  };
}

function entries(count: number): Omit<QuarantineEntry, "id">[] {
  return Array.from({ length: count }, (_, n) => entry(n));
}

async function detailsOf(quarantine: Quarantine, limit = 100): Promise<string[]> {
  return (await quarantine.list(scope, { limit })).map(({ detail }) => detail);
}

export interface QuarantineSuiteOptions extends SuiteOptions<Quarantine> {
  /** Most entries that the quarantine under test keeps of a tenant. Choose a small one, over 20. */
  readonly bound: number;
}

/** What holds for every {@link Quarantine}. */
export function quarantineLaws({ bound }: { readonly bound: number }): readonly Law<Quarantine>[] {
  return [
    {
      name: "an entry is listed as it was added, with an id of its own",
      async run({ subject }) {
        const { point: _, ...whole } = entry(2, { deviceId: null, reason: "malformed" });
        await subject.add(scope, [entry(1), whole]);
        const listed = await subject.list(scope);
        expect(listed.map(({ id: __, ...rest }) => rest)).toEqual([whole, entry(1)]);
        expect(listed.every(({ id }) => isId(id))).toBe(true);
        expect(new Set(listed.map(({ id }) => id)).size).toBe(2);
      },
    },
    {
      name: "the newest come first",
      async run({ subject }) {
        await subject.add(scope, [entry(1), entry(2)]);
        await subject.add(scope, [entry(3)]);
        const listed = ["refusal 3", "refusal 2", "refusal 1"];
        await expect(detailsOf(subject)).resolves.toEqual(listed);
      },
    },
    {
      name: "no more are listed than asked for",
      async run({ subject }) {
        await subject.add(scope, entries(10));
        await expect(detailsOf(subject, 2)).resolves.toEqual(["refusal 9", "refusal 8"]);
      },
    },
    {
      name: "entries of one plant are listed alone",
      async run({ subject }) {
        await subject.add(scope, [entry(1), entry(2, { plantId: testId(11) }), entry(3)]);
        const listed = await subject.list(scope, { plantId: testId(11) });
        expect(listed.map(({ detail }) => detail)).toEqual(["refusal 2"]);
      },
    },
    {
      name: "over the bound the oldest go first",
      async run({ subject }) {
        for (const one of entries(bound + 10)) await subject.add(scope, [one]);
        const details = await detailsOf(subject, bound * 2);
        expect(details).toHaveLength(bound);
        expect(details[0]).toBe(`refusal ${bound + 9}`);
        expect(details.at(-1)).toBe("refusal 10");
      },
    },
    {
      name: "one add over the bound keeps its newest",
      async run({ subject }) {
        await subject.add(scope, entries(bound * 2));
        const details = await detailsOf(subject, bound * 2);
        expect(details).toHaveLength(bound);
        expect(details[0]).toBe(`refusal ${bound * 2 - 1}`);
      },
    },
    {
      name: "a tenant that floods does not push out another's entries",
      async run({ subject }) {
        await subject.add(scope, [entry(1)]);
        await subject.add(testScope(2), entries(bound * 2));
        await expect(detailsOf(subject)).resolves.toEqual(["refusal 1"]);
      },
    },
    {
      name: "a sample is cut to 4 kB",
      async run({ subject }) {
        await subject.add(scope, [entry(1, { sample: "x".repeat(10_000) })]);
        const [listed] = await subject.list(scope);
        expect(listed?.sample).toBe("x".repeat(SAMPLE_CHARACTERS));
      },
    },
    {
      name: "tenants never mix, and a deleted one has nothing left",
      async run({ subject }) {
        await subject.add(testScope(2), [entry(2)]);
        await expect(subject.list(scope)).resolves.toEqual([]);
        await subject.add(scope, [entry(1)]);
        await subject.deleteTenant(testScope(2));
        await expect(subject.list(testScope(2))).resolves.toEqual([]);
        await expect(detailsOf(subject)).resolves.toEqual(["refusal 1"]);
      },
    },
    {
      name: "entries survive a restart",
      needsRestart: true,
      async run({ subject, restart }) {
        await subject.add(scope, [entry(1)]);
        await expect(detailsOf(await restart())).resolves.toEqual(["refusal 1"]);
      },
    },
  ];
}

/** Registers the conformance suite of {@link Quarantine} with vitest. */
export function testQuarantine(name: string, options: QuarantineSuiteOptions): void {
  registerLaws(name, quarantineLaws(options), options);
}
