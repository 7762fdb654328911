import {
  type Connector,
  createDaylight,
  createLinkJobs,
  createSecretTokenStore,
  type JobReport,
  type JobSite,
  type LinkCall,
  type LinkJobs,
  type QuotaBudget,
} from "@solarmon/connectors-kit";
import {
  type Catalog,
  type Clock,
  type Link,
  type LinkStatus,
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

/** Newest gaps that are shown. */
const GAPS_MAX = 50;

export interface OpenLinkOptions {
  readonly catalog: Catalog;
  readonly intake: IntakeDoor;
  readonly secrets: SecretStore;
  readonly hosts: LinkHosts;
  readonly clock: Clock;
  /** The connector of that vendor; `undefined` when there is none. */
  readonly connectorOf: (vendor: string) => Promise<Connector | undefined>;
}

/** A link with its jobs, which put what they read through the intake. */
export interface OpenLink extends AsyncDisposable {
  readonly jobs: Pick<LinkJobs, "nextAt" | "fill" | "gaps">;
  run(call?: LinkCall): Promise<JobReport>;
  /** Reads the secrets again: a person has logged in. */
  signIn(): Promise<void>;
  status(): LinkStatus;
  budgets(): readonly QuotaBudget[];
}

/**
 * Opens a link; nothing is sent yet.
 *
 * @throws `unsupported` no connector of that vendor · `invalid_argument` a setting is missing or unusable
 */
export async function openLink(link: Link, options: OpenLinkOptions): Promise<OpenLink> {
  const connector = await requireConnector(link, options);
  const settings = completeSettings(connector, await readLinkSettings(options.secrets, link));
  const scope = scopeOf(link.tenantId);
  const catalog = options.catalog.forTenant(scope);
  const tokens = createSecretTokenStore(options.secrets, linkSecretNames(link.id).tokens);
  const lease = await options.hosts.lease(connector, settings, { tokens });
  const devices = new VendorDevices(catalog);
  const problems = new ProblemLog(options.clock);
  const sink = new IntakeSink({ ...options, scope, link, devices, problems });
  const { id } = link;
  const { progress } = link.status;
  const { host } = lease;
  try {
    const sites = await jobSites(catalog, link);
    const jobs = createLinkJobs({ id, connector, settings, host, sites, sink, progress });
    return new JobsOfLink({ link, connector, jobs, lease, devices, problems }, options);
  } catch (error) {
    lease.release();
    throw error;
  }
}

async function requireConnector(link: Link, options: OpenLinkOptions): Promise<Connector> {
  const connector = await options.connectorOf(link.vendor);
  if (connector) return connector;
  throw new SolarmonError(
    "unsupported",
    `this version reads no plants of ${link.vendor}. Update Solarmon, or remove the link.`,
  );
}

async function jobSites(catalog: TenantCatalog, { sites }: Link): Promise<JobSite[]> {
  const wanted = await Promise.all(
    sites.map(async ({ key, plantId }) => ({ key, plant: await catalog.plant(plantId) })),
  );
  return wanted.flatMap(({ key, plant }) => {
    if (!plant) return [];
    const { timeZone, latitudeDeg, longitudeDeg } = plant;
    const place =
      latitudeDeg === null || longitudeDeg === null ? null : { latitudeDeg, longitudeDeg };
    return [{ key, timeZone, daylight: createDaylight(place, timeZone) }];
  });
}

interface Parts {
  readonly link: Link;
  readonly connector: Connector;
  readonly jobs: LinkJobs;
  readonly lease: HostLease;
  readonly devices: VendorDevices;
  readonly problems: ProblemLog;
}

class JobsOfLink implements OpenLink {
  readonly #parts: Parts;
  readonly #secrets: SecretStore;

  constructor(parts: Parts, { secrets }: Pick<OpenLinkOptions, "secrets">) {
    this.#parts = parts;
    this.#secrets = secrets;
  }

  get jobs(): LinkJobs {
    return this.#parts.jobs;
  }

  async run(call?: LinkCall): Promise<JobReport> {
    const report = await this.jobs.run(call);
    if (report.discovered) this.#parts.devices.learn(report.discovered);
    return report;
  }

  async signIn(): Promise<void> {
    const { link, connector, jobs } = this.#parts;
    const settings = await readLinkSettings(this.#secrets, link);
    await jobs.signedIn(completeSettings(connector, settings));
  }

  status(): LinkStatus {
    const gaps = this.jobs.gaps().slice(-GAPS_MAX);
    return { ...this.jobs.status(), gaps, problems: this.#parts.problems.list() };
  }

  budgets(): readonly QuotaBudget[] {
    return this.#parts.lease.host.ledger.budgets();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.jobs[Symbol.asyncDispose]();
    } finally {
      this.#parts.lease.release();
    }
  }
}
