import {
  MemoryAlarmStore,
  MemoryArchive,
  MemoryAuditLog,
  MemoryCatalog,
  MemoryLatestCache,
  MemoryLinkStore,
  MemoryLiveBus,
  MemoryLock,
  MemoryQuarantine,
  MemoryQuotaStore,
  MemoryRateLimit,
  MemoryReadingStore,
  MemoryRollupStore,
  MemorySecretStore,
  MemoryStream,
  MemoryUsageLedger,
} from "@solarmon/core/memory";
import {
  testAlarmStore,
  testArchive,
  testAuditLog,
  testCatalog,
  testLatestCache,
  testLinkStore,
  testLiveBus,
  testLock,
  testQuarantine,
  testQuotaStore,
  testRateLimit,
  testReadingStore,
  testRollupStore,
  testSecretStore,
  testStream,
  testUsageLedger,
  VirtualClock,
} from "@solarmon/core/testing";

// Memory outlives nothing: "restarting" it is to go on, so that the laws of restarts are run, too.
function restart<Subject>(subject: Subject): Subject {
  return subject;
}

function streamOf(shards: number) {
  const clock = new VirtualClock();
  const stream = new MemoryStream({ clock, shards });
  return { writer: stream, reader: stream, tick: () => clock.advance(1) };
}

testStream("MemoryStream", { create: () => streamOf(1), restart });
testStream("MemoryStream of four shards", { create: () => streamOf(4), restart });
testReadingStore("MemoryReadingStore", { create: () => new MemoryReadingStore(), restart });
testRollupStore("MemoryRollupStore", { create: () => new MemoryRollupStore(), restart });
testCatalog("MemoryCatalog", { create: () => new MemoryCatalog(), restart });
testLatestCache("MemoryLatestCache", { create: () => new MemoryLatestCache() });
testLiveBus("MemoryLiveBus", {
  create: () => new MemoryLiveBus({ maxUpdatesPerPlant: 50 }),
  overflow: 200,
});
testAlarmStore("MemoryAlarmStore", {
  create: () => {
    const catalog = new MemoryCatalog();
    return { catalog, alarms: new MemoryAlarmStore({ catalog }) };
  },
  restart,
});
testArchive("MemoryArchive", { create: () => new MemoryArchive(), restart });
testAuditLog("MemoryAuditLog", {
  create: () => {
    const catalog = new MemoryCatalog();
    return { catalog, audit: new MemoryAuditLog(catalog) };
  },
  restart,
});
testQuarantine("MemoryQuarantine", {
  create: () => new MemoryQuarantine({ maxEntries: 30 }),
  restart,
  bound: 30,
});
testUsageLedger("MemoryUsageLedger", { create: () => new MemoryUsageLedger(), restart });
testSecretStore("MemorySecretStore", { create: () => new MemorySecretStore(), restart });
testQuotaStore("MemoryQuotaStore", { create: () => new MemoryQuotaStore(), restart });
testLinkStore("MemoryLinkStore", {
  create() {
    const catalog = new MemoryCatalog();
    return { catalog, links: new MemoryLinkStore({ catalog }) };
  },
  restart,
});
testLock("MemoryLock", {
  create() {
    const clock = new VirtualClock();
    return { lock: new MemoryLock({ clock }), pass: (durationMs) => clock.advance(durationMs) };
  },
});
testRateLimit("MemoryRateLimit", {
  create() {
    const clock = new VirtualClock();
    const pass = (durationMs: number): void => clock.advance(durationMs);
    return { limit: new MemoryRateLimit({ clock }), pass };
  },
});
