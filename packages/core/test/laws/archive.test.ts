import type { Archive } from "@solarmon/core";
import { MemoryArchive } from "@solarmon/core/memory";
import { archiveLaws, testScope } from "@solarmon/core/testing";
import { broken, collect, mapped, without } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

function breakIt(change: (inner: Archive) => Partial<Archive>): () => Archive {
  return () => broken<Archive>(new MemoryArchive(), change);
}

/** Takes one write at a time and forgets those that come meanwhile. */
function busyArchive(): Archive {
  let isBusy = false;
  return broken<Archive>(new MemoryArchive(), (inner) => ({
    async write(scope, envelopes) {
      if (isBusy) return;
      isBusy = true;
      await inner.write(scope, envelopes);
      isBusy = false;
    },
  }));
}

const fakes: Record<string, Fake<Archive>> = {
  "what was written is read back whole": breakIt((inner) => ({
    read: (...given) => mapped(inner.read(...given), (envelope) => without(envelope, "replyTo")),
  })),
  "a span is half-open": breakIt((inner) => ({
    read: (scope, { start, end }) => inner.read(scope, { start, end: end + 1 }),
  })),
  "days ascend whatever the order of writing, over months and years": breakIt((inner) => ({
    async *read(...given) {
      yield* (await collect(inner.read(...given))).toReversed();
    },
  })),
  "tenants never mix": breakIt((inner) => {
    const write: Archive["write"] = (_, envelopes) =>
      inner.write(
        testScope(1),
        envelopes.map((envelope) => ({ ...envelope, tenantId: testScope(1).tenantId })),
      );
    return { write };
  }),
  "an envelope of another tenant is refused, and all that came with it": breakIt((inner) => ({
    write: (scope, envelopes) =>
      inner.write(
        scope,
        envelopes.map((envelope) => ({ ...envelope, tenantId: scope.tenantId })),
      ),
  })),
  "a deleted tenant has nothing left, and others keep theirs": breakIt(() => ({
    deleteTenant: async () => undefined,
  })),
  "concurrent writes all count": busyArchive,
  "what was written survives a restart": {
    create: () => new MemoryArchive(),
    restart: () => new MemoryArchive(),
  },
};

proveLaws("the laws of Archive catch", archiveLaws, fakes);
