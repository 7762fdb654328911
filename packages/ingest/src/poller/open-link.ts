import {
  createDaylight,
  createLinkJobs,
  type JobReport,
  type JobSite,
  type LinkCall,
  type LinkJobs,
  type QuotaBudget,
} from "@solarmon/connectors-kit";
import type { Link, LinkStatus, SecretStore } from "@solarmon/core";
import { completeSettings, readLinkSettings } from "./link-secrets.ts";
import { type OpenLinkOptions, type PreparedLink, prepareLink } from "./prepare-link.ts";

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
  const prepared = await prepareLink(link, options);
  const { connector, settings, sink, lease } = prepared;
  const { id } = link;
  const { progress } = link.status;
  const { host } = lease;
  try {
    const sites = await jobSites(prepared);
    const jobs = createLinkJobs({ id, connector, settings, host, sites, sink, progress });
    return new JobsOfLink(prepared, jobs, options.secrets);
  } catch (error) {
    lease.release();
    throw error;
  }
}

async function jobSites({ catalog, link }: PreparedLink): Promise<JobSite[]> {
  const wanted = await Promise.all(
    link.sites.map(async ({ key, plantId }) => ({ key, plant: await catalog.plant(plantId) })),
  );
  return wanted.flatMap(({ key, plant }) => {
    if (!plant) return [];
    const { timeZone, latitudeDeg, longitudeDeg } = plant;
    const place =
      latitudeDeg === null || longitudeDeg === null ? null : { latitudeDeg, longitudeDeg };
    return [{ key, timeZone, daylight: createDaylight(place, timeZone) }];
  });
}

class JobsOfLink implements OpenLink {
  readonly jobs: LinkJobs;
  readonly #prepared: PreparedLink;
  readonly #secrets: SecretStore;

  constructor(prepared: PreparedLink, jobs: LinkJobs, secrets: SecretStore) {
    this.#prepared = prepared;
    this.jobs = jobs;
    this.#secrets = secrets;
  }

  async run(call?: LinkCall): Promise<JobReport> {
    const report = await this.jobs.run(call);
    if (report.discovered) this.#prepared.devices.learn(report.discovered);
    return report;
  }

  async signIn(): Promise<void> {
    const { link, connector } = this.#prepared;
    const settings = await readLinkSettings(this.#secrets, link);
    await this.jobs.signedIn(completeSettings(connector, settings));
  }

  status(): LinkStatus {
    return {
      ...this.jobs.status(),
      gaps: this.jobs.gaps(),
      problems: this.#prepared.problems.list(),
    };
  }

  budgets(): readonly QuotaBudget[] {
    return this.#prepared.lease.host.ledger.budgets();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.jobs[Symbol.asyncDispose]();
    } finally {
      this.#prepared.lease.release();
    }
  }
}
