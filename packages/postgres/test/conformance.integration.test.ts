import {
  type AuditLogUnderTest,
  testAuditLog,
  type AlarmStoreUnderTest,
  testAlarmStore,
  testCatalog,
  testLinkStore,
  testQuarantine,
  testQuotaStore,
  testReadingStore,
  testRollupStore,
  testSecretStore,
  testUsageLedger,
  VirtualClock,
} from "@solarmon/core/testing";
import type {
  Catalog,
  LinkStore,
  Quarantine,
  QuotaStore,
  ReadingStore,
  RollupStore,
  SecretStore,
  TenantReadings,
  TenantScope,
  UsageLedger,
} from "@solarmon/core";
import type { PostgresStores } from "@solarmon/postgres";
import { afterAll, beforeAll, describe } from "vitest";
import { missingPostgres } from "../../../scripts/services/postgres.ts";
import { storeSubjects } from "./support/store-subjects.ts";
import { startTestServer, type TestServer } from "./support/test-database.ts";

/** After every instant that tests use. */
const FAR_FUTURE = 8_640_000_000_000;
const QUARANTINE_BOUND = 30;
const secretKeys = [{ id: "test", bytes: new Uint8Array(32).fill(7) }];

interface LinkStoreUnderTest {
  readonly links: LinkStore;
  readonly catalog: Catalog;
}

describe.skipIf(missingPostgres())("PostgreSQL", () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startTestServer()), 60_000);
  afterAll(() => server[Symbol.asyncDispose](), 120_000);

  const subjects = storeSubjects(() => server.database(), { secretKeys });

  testCatalog(
    "PostgresCatalog",
    subjects<Catalog>(({ catalog }) => catalog),
  );
  testRollupStore(
    "PostgresRollupStore",
    subjects<RollupStore>(({ rollups }) => rollups),
  );
  testQuarantine("PostgresQuarantine", {
    bound: QUARANTINE_BOUND,
    ...subjects<Quarantine>(({ quarantine }) => quarantine, {
      maxQuarantineEntries: QUARANTINE_BOUND,
    }),
  });
  testAuditLog(
    "PostgresAuditLog",
    subjects<AuditLogUnderTest>(({ audit, catalog }) => ({ audit, catalog })),
  );
  testAlarmStore(
    "PostgresAlarmStore",
    subjects<AlarmStoreUnderTest>(({ alarms, catalog }) => ({ alarms, catalog })),
  );
  testUsageLedger(
    "PostgresUsageLedger",
    subjects<UsageLedger>(({ usage }) => usage),
  );
  testSecretStore(
    "PostgresSecretStore",
    subjects<SecretStore>(({ secrets }) => secrets),
  );
  testLinkStore(
    "PostgresLinkStore",
    subjects<LinkStoreUnderTest>(({ links, catalog }) => ({ links, catalog })),
  );
  testQuotaStore(
    "PostgresQuotaStore",
    subjects<QuotaStore>(({ quotas }) => quotas),
  );

  const openDays = { clock: new VirtualClock(0) };
  testReadingStore(
    "PostgresReadingStore, open days",
    subjects<ReadingStore>(({ readings }) => readings, openDays),
  );
  testReadingStore(
    "PostgresReadingStore, closed days",
    subjects<ReadingStore>(({ readings }) => readings),
  );
  testReadingStore(
    "PostgresReadingStore, open days in chunks",
    subjects<ReadingStore>(sealingAtOnce, openDays),
  );
  testReadingStore(
    "PostgresReadingStore, closed days in chunks",
    subjects<ReadingStore>(sealingAtOnce),
  );
});

/** Seals everything after each append. */
function sealingAtOnce(stores: PostgresStores): ReadingStore {
  const { readings } = stores;
  return {
    capabilities: readings.capabilities,
    forTenant(scope: TenantScope): TenantReadings {
      const own = readings.forTenant(scope);
      return {
        async append(envelopes, options) {
          const results = await own.append(envelopes, options);
          await stores.seal({ before: FAR_FUTURE });
          return results;
        },
        read: (query, options) => own.read(query, options),
        history: (deviceId, measuredAt) => own.history(deviceId, measuredAt),
        latest: (deviceIds) => own.latest(deviceIds),
      };
    },
    deleteTenant: (scope) => readings.deleteTenant(scope),
    [Symbol.asyncDispose]: () => readings[Symbol.asyncDispose](),
  };
}
