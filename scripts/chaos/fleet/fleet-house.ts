import { join } from "node:path";
import type { Connector } from "@solarmon/connectors-kit";
import {
  type Clock,
  type Instant,
  type StreamRecord,
  type StreamVerdict,
  toSolarmonError,
} from "@solarmon/core";
import { MemoryLatestCache, MemoryLiveBus } from "@solarmon/core/memory";
import {
  openCatalog,
  openLinkStore,
  openQuarantine,
  openQuotaStore,
  openSecretStore,
  openTenantStores,
} from "@solarmon/embedded";
import { createHistory, createIntake, createProcessor, type Processor } from "@solarmon/ingest";
import { LinkHosts, LinkPoller, openLink } from "@solarmon/ingest/poller";

export interface HouseOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly connectors: readonly Connector[];
  /** Everything that is logged. */
  readonly log: (line: string) => void;
}

/** What a server runs, by a virtual clock: links, intake, processor and the embedded stores of one data folder. */
export type House = Awaited<ReturnType<typeof openHouse>>;

export async function openHouse({ dataDir, clock, connectors, log }: HouseOptions) {
  await using stack = new AsyncDisposableStack();
  const catalog = stack.use(await openCatalog({ file: join(dataDir, "catalog.db") }));
  const dir = join(dataDir, "tenants");
  // Nobody pulls the plug here; `chaos kill` does.
  const stores = stack.use(await openTenantStores({ dir, clock, durability: "normal" }));
  const onError = (error: Error): void => log(`error: ${error.message}`);
  const latest = new MemoryLatestCache();
  const parts = { ...stores, catalog, latest, clock };
  const processor = createProcessor({ ...parts, live: new MemoryLiveBus(), onError });
  stack.defer(() => processor.settle());
  const quarantine = openQuarantine({ catalog });
  const stream = directStream(processor);
  const intake = stack.use(createIntake({ stream, catalog, quarantine, clock, onError }));
  const links = openLinkStore({ catalog, clock });
  const secrets = await openSecretStore({ dir: dataDir });
  const hosts = new LinkHosts({ quotas: openQuotaStore({ catalog, groupMs: 0 }), clock });
  const byVendor = new Map(connectors.map((one) => [one.describe().vendor, one]));
  const connectorOf = async (vendor: string) => byVendor.get(vendor);
  const open = { catalog, intake, secrets, hosts, clock, connectorOf };
  const poller = new LinkPoller({
    links,
    clock,
    open: (link) => openLink(link, open),
    onError: (link, error) => log(`link ${link.name}: ${String(error)}`),
  });
  stack.defer(() => poller.stop());
  const history = createHistory(parts);
  const opened = stack.move();
  return {
    catalog,
    links,
    secrets,
    poller,
    history,
    processor,
    /** Closed days become chunks, as a server's upkeep makes them. */
    seal: async (before: Instant) => await stores.seal({ before }),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** What the intake appends is processed at once. */
function directStream(processor: Processor) {
  const store = async (records: readonly StreamRecord[]): Promise<StreamVerdict[]> => {
    const results = await processor.process(records);
    return results.map((result) =>
      result.ok
        ? { ok: true, shard: "0", position: "0" }
        : { ok: false, error: toSolarmonError(result.error, "not processed") },
    );
  };
  return { append: store, [Symbol.asyncDispose]: async () => undefined };
}
