import { expect } from "vitest";
import { SolarmonError } from "../errors.ts";
import type { Archive } from "../ports/archive.ts";
import type { Envelope } from "../reading.ts";
import { DAY_MS, utcDay, type Span } from "../time.ts";
import { envelope, reading, TEST_DAY, testId, testScope } from "./builders.ts";
import type { Law, SuiteOptions } from "./law.ts";
import { registerLaws } from "./register.ts";
import { collect } from "./waiting.ts";

const scope = testScope();
const ALL_TIME: Span = { start: 0, end: TEST_DAY + 1_000 * DAY_MS };

function receivedAt(at: number, tenant = 1): Envelope {
  const given = reading({ acPower: at - TEST_DAY }, { measuredAt: at - 5 });
  return envelope([given], { receivedAt: at, tenantId: testId(tenant) });
}

function timesOf(archive: Archive, span: Span): Promise<number[]> {
  return collect(archive.read(scope, span)).then((all) => all.map((one) => one.receivedAt));
}

/** What holds for every {@link Archive}. */
export const archiveLaws: readonly Law<Archive>[] = [
  {
    name: "what was written is read back whole",
    async run({ subject }) {
      const given = envelope(
        [reading({ acPower: 1, ghi: null }), reading({ dcPower: -2 }, { deviceId: testId(101) })],
        { receivedAt: TEST_DAY, source: { name: "mqtt", rank: 10 }, replyTo: "waiter" },
      );
      await subject.write(scope, [given]);
      await expect(collect(subject.read(scope, ALL_TIME))).resolves.toEqual([given]);
    },
  },
  {
    name: "a span is half-open",
    async run({ subject }) {
      const span = { start: TEST_DAY + 100, end: TEST_DAY + 200 };
      const times = [span.start - 1, span.start, span.end - 1, span.end];
      await subject.write(
        scope,
        times.map((at) => receivedAt(at)),
      );
      const got = await timesOf(subject, span);
      expect(got.toSorted((a, b) => a - b)).toEqual([span.start, span.end - 1]);
    },
  },
  {
    name: "days ascend whatever the order of writing, over months and years",
    async run({ subject }) {
      const days = [40, 0, 400, 1, 39];
      for (const day of days)
        await subject.write(scope, [
          receivedAt(TEST_DAY + day * DAY_MS),
          receivedAt(TEST_DAY + (day + 1) * DAY_MS - 1),
        ]);
      const got = (await timesOf(subject, ALL_TIME)).map((at) => utcDay(at) - utcDay(TEST_DAY));
      expect(got).toEqual([0, 0, 1, 1, 39, 39, 40, 40, 400, 400]);
    },
  },
  {
    name: "tenants never mix",
    async run({ subject }) {
      await subject.write(testScope(2), [receivedAt(TEST_DAY, 2)]);
      await expect(timesOf(subject, ALL_TIME)).resolves.toEqual([]);
    },
  },
  {
    name: "an envelope of another tenant is refused, and all that came with it",
    async run({ subject }) {
      const error: unknown = await subject
        .write(scope, [receivedAt(TEST_DAY), receivedAt(TEST_DAY, 2)])
        .catch((thrown: unknown) => thrown);
      expect(SolarmonError.is(error) && error.code).toBe("invalid_argument");
      await expect(timesOf(subject, ALL_TIME)).resolves.toEqual([]);
    },
  },
  {
    name: "a deleted tenant has nothing left, and others keep theirs",
    async run({ subject }) {
      await subject.write(scope, [receivedAt(TEST_DAY)]);
      await subject.write(testScope(2), [receivedAt(TEST_DAY, 2)]);
      await subject.deleteTenant(testScope(2));
      await expect(collect(subject.read(testScope(2), ALL_TIME))).resolves.toEqual([]);
      await expect(timesOf(subject, ALL_TIME)).resolves.toEqual([TEST_DAY]);
    },
  },
  {
    name: "concurrent writes all count",
    async run({ subject }) {
      const times = Array.from({ length: 30 }, (_, n) => TEST_DAY + n);
      await Promise.all(times.map((at) => subject.write(scope, [receivedAt(at)])));
      const got = await timesOf(subject, ALL_TIME);
      expect(got.toSorted((a, b) => a - b)).toEqual(times);
    },
  },
  {
    name: "what was written survives a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      await subject.write(scope, [receivedAt(TEST_DAY)]);
      const reopened = await restart();
      await reopened.write(scope, [receivedAt(TEST_DAY + 1)]);
      await expect(timesOf(reopened, ALL_TIME)).resolves.toEqual([TEST_DAY, TEST_DAY + 1]);
    },
  },
];

/** Registers the conformance suite of {@link Archive} with vitest. */
export function testArchive(name: string, options: SuiteOptions<Archive>): void {
  registerLaws(name, archiveLaws, options);
}
