import type { AuditLog, AuditPage } from "@solarmon/core";
import { MemoryAuditLog, MemoryCatalog } from "@solarmon/core/memory";
import { auditLogLaws, type AuditLogUnderTest, testId } from "@solarmon/core/testing";
import { broken, without } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

function memory(): AuditLogUnderTest {
  const catalog = new MemoryCatalog();
  return { catalog, audit: new MemoryAuditLog(catalog) };
}

function breakIt(change: (inner: AuditLog) => Partial<AuditLog>): () => AuditLogUnderTest {
  return () => {
    const { catalog, audit } = memory();
    return { catalog, audit: broken<AuditLog>(audit, change) };
  };
}

function breakPages(
  change: (...given: Parameters<AuditLog["page"]>) => Parameters<AuditLog["page"]>,
): () => AuditLogUnderTest {
  return breakIt((inner) => ({ page: (...given) => inner.page(...change(...given)) }));
}

/** Goes on by how many were seen: what comes meanwhile shifts them. */
const pagesByNumber = breakIt((inner) => ({
  async page(scope, { after, limit = 100, ...query } = {}): Promise<AuditPage> {
    const seen = Number(after?.split("-")[1] ?? 0);
    const { entries } = await inner.page(scope, { ...query, limit: 1_000 });
    const next = entries.length > seen + limit ? `0-${seen + limit}` : null;
    return { entries: entries.slice(seen, seen + limit), next };
  },
}));

/** Keeps what it is given one by one, at the end of the turn, and of the turn only the last. */
const lastOfTurn = breakIt((inner) => {
  let turn = 0;
  return {
    async record(scope, entries) {
      const own = ++turn;
      await Promise.resolve();
      if (own === turn) await inner.record(scope, entries);
    },
  };
});

/** Takes every tenant for one that exists, and forgets none. */
function withoutTenants(): AuditLogUnderTest {
  const tenant = { id: testId(1), name: "any", parentId: null, createdAt: 0 };
  const anyTenant = broken(new MemoryCatalog(), (inner) => ({
    forTenant: (scope) => broken(inner.forTenant(scope), () => ({ tenant: async () => tenant })),
  }));
  return { catalog: new MemoryCatalog(), audit: new MemoryAuditLog(anyTenant) };
}

const fakes: Record<string, Fake<AuditLogUnderTest>> = {
  "an entry is found as it was recorded, with an id of its own": breakIt((inner) => ({
    async page(...given) {
      const { entries, next } = await inner.page(...given);
      return { entries: entries.map((entry) => ({ ...entry, id: testId(1) })), next };
    },
  })),
  "an entry is kept as it was when it was recorded": breakIt((inner) => ({
    async record(scope, entries) {
      await Promise.resolve();
      await inner.record(scope, entries);
    },
  })),
  "entries that are recorded together are kept all or none": breakIt((inner) => ({
    async record(scope, entries) {
      for (const entry of entries) await inner.record(scope, [entry]);
    },
  })),
  "entries recorded at once all count": lastOfTurn,
  "a tenant that does not exist is refused, and its log is empty": withoutTenants,
  "tenants never mix, and a deleted one takes its entries along": withoutTenants,
  "entries survive a restart, and later ones come before them": {
    create: memory,
    restart: ({ catalog }) => ({ catalog, audit: new MemoryAuditLog(catalog) }),
  },
  "the newest come first, of one instant the one recorded last": breakIt((inner) => ({
    record: (scope, entries) => inner.record(scope, entries.toReversed()),
  })),
  "a page has no more than asked for, and 100 when nobody asks": breakPages((scope, query) => [
    scope,
    { ...query, limit: 1_000 },
  ]),
  "pages follow one another, whatever is recorded meanwhile; the last one says so": pagesByNumber,
  "entries of one action, of one subject or of a half-open span are found alone": breakPages(
    (scope, query = {}) => [scope, without(query, "subjectId")],
  ),
  "pages of what was found go on within it": breakPages((scope, query = {}) => [
    scope,
    query.after === undefined ? query : without(query, "action"),
  ]),
  "what is no cursor is refused": breakPages((scope, query = {}) => [
    scope,
    /^\d+-\d+$/.test(query.after ?? "") ? query : without(query, "after"),
  ]),
};

proveLaws("the laws of AuditLog catch", auditLogLaws, fakes);
