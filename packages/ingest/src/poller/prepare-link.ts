import {
  type Connector,
  createSecretTokenStore,
  type LinkSettings,
} from "@solarmon/connectors-kit";
import {
  type Catalog,
  type Clock,
  type Link,
  type SecretStore,
  SolarmonError,
  type TenantCatalog,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { type IntakeDoor, IntakeSink } from "./intake-sink.ts";
import type { HostLease, LinkHosts } from "./link-hosts.ts";
import { completeSettings, linkSecretNames, readLinkSettings } from "./link-secrets.ts";
import { ProblemLog } from "./problem-log.ts";
import { VendorDevices } from "./vendor-devices.ts";

export interface OpenLinkOptions {
  readonly catalog: Catalog;
  readonly intake: IntakeDoor;
  readonly secrets: SecretStore;
  readonly hosts: LinkHosts;
  readonly clock: Clock;
  /** The connector of that vendor; `undefined` when there is none. */
  readonly connectorOf: (vendor: string) => Promise<Connector | undefined>;
}

/** What both the jobs of a link and a single poll of it need. */
export interface PreparedLink {
  readonly link: Link;
  readonly connector: Connector;
  /** Secret ones are among them. */
  readonly settings: LinkSettings;
  /** Release it when nothing is sent any more. */
  readonly lease: HostLease;
  readonly catalog: TenantCatalog;
  readonly devices: VendorDevices;
  readonly problems: ProblemLog;
  readonly sink: IntakeSink;
}

/**
 * Puts together what a link needs; nothing is sent.
 *
 * @throws `unsupported` no connector of that vendor · `invalid_argument` a setting is missing or unusable
 */
export async function prepareLink(link: Link, options: OpenLinkOptions): Promise<PreparedLink> {
  const connector = await requireConnector(link, options);
  const settings = completeSettings(connector, await readLinkSettings(options.secrets, link));
  const scope = scopeOf(link.tenantId);
  const catalog = options.catalog.forTenant(scope);
  const tokens = createSecretTokenStore(options.secrets, linkSecretNames(link.id).tokens);
  const lease = await options.hosts.lease(connector, settings, { tokens });
  const devices = new VendorDevices(catalog);
  const problems = new ProblemLog(options.clock);
  const sink = new IntakeSink({ ...options, scope, link, devices, problems });
  return { link, connector, settings, lease, catalog, devices, problems, sink };
}

async function requireConnector(link: Link, options: OpenLinkOptions): Promise<Connector> {
  const connector = await options.connectorOf(link.vendor);
  if (connector) return connector;
  throw new SolarmonError(
    "unsupported",
    `this version reads no plants of ${link.vendor}. Update Solarmon, or remove the link.`,
  );
}
