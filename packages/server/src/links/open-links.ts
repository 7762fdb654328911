import type {
  AuditTrail,
  Catalog,
  Clock,
  Link,
  LinkStore,
  QuotaStore,
  SecretStore,
} from "@solarmon/core";
import { type Intake, VISIT_SECRETS } from "@solarmon/ingest";
import type { FollowedPoller } from "@solarmon/ingest/poller";
import { commandActor } from "../audit/actors.ts";
import type { LinkDesk } from "./link-desk.ts";

export interface OpenLinksOptions {
  readonly catalog: Catalog;
  readonly links: LinkStore;
  readonly quotas: QuotaStore;
  readonly intake: Pick<Intake, "accept" | "isFull" | "whenRoom">;
  readonly secrets: SecretStore;
  /** Where it is noted what the desk is asked for. */
  readonly trail: AuditTrail;
  readonly clock: Clock;
  /** A server reads all links by itself. */
  readonly isServing: boolean;
  readonly warn: (message: string) => void;
}

/** Links in the hands of this process. Dispose it before the intake and the catalogue. */
export interface OpenLinks extends AsyncDisposable {
  /** Loaded when it is first asked for, or when there is a link to run. */
  desk(): Promise<LinkDesk>;
}

/** Lets this process run the links of a data folder: all of them in a server, else those that are asked for. */
export async function openLinks(options: OpenLinksOptions): Promise<OpenLinks> {
  const { links, secrets, isServing } = options;
  let running: Promise<RunningLinks> | undefined;
  const run = async (): Promise<RunningLinks> => {
    running ??= runLinks(options);
    try {
      return await running;
    } catch (error) {
      running = undefined; // may go better next time
      throw error;
    }
  };
  if (isServing && ((await hasLinks(links)) || (await hasVisits(secrets)))) await run();
  return {
    desk: async () => (await run()).desk,
    [Symbol.asyncDispose]: async () => await (await running)?.follower[Symbol.asyncDispose](),
  };
}

async function hasLinks(store: LinkStore): Promise<boolean> {
  for await (const page of store.allLinks()) if (page.length > 0) return true;
  return false;
}

/** Whether a try left something behind that has to go one day. */
async function hasVisits(secrets: SecretStore): Promise<boolean> {
  return (await secrets.names(VISIT_SECRETS)).length > 0;
}

interface RunningLinks {
  readonly desk: LinkDesk;
  readonly follower: FollowedPoller;
}

/** Most servers have no links, and start the sooner without what those need. */
async function runLinks(options: OpenLinksOptions): Promise<RunningLinks> {
  const { forgetLinkSecrets, followClock, LinkHosts, LinkPoller, OneTimeTokens, openLink } =
    await import("@solarmon/ingest/poller");
  const { findConnector } = await import("./connectors.ts");
  const { LocalDesk } = await import("./local-desk.ts");
  const { AuditedDesk } = await import("../audit/audited-desk.ts");
  const { links, quotas, secrets, trail, clock, isServing, warn } = options;
  const hosts = new LinkHosts({ quotas, clock });
  const open = { ...options, hosts, connectorOf: findConnector };
  const poller = new LinkPoller({
    links,
    clock,
    open: (link) => openLink(link, open),
    onError: (link, error) => warn(describe(link, error)),
    onGone: ({ id }) => forgetLinkSecrets(secrets, id),
  });
  if (isServing) await poller.load();
  const onError = (error: unknown): void => warn(`links: ${messageOf(error)}`);
  const oneTime = new OneTimeTokens(secrets, clock);
  const tidy = async (): Promise<void> => await oneTime.sweep();
  const follower = followClock(poller, { clock, onError, tidy });
  const parts = { links, secrets, oneTime, hosts, poller, follower, open, isServing };
  const local = new LocalDesk(parts);
  const desk = new AuditedDesk(local, { links, trail, actor: commandActor() });
  return { desk, follower };
}

function describe({ name, vendor }: Link, error: unknown): string {
  return `link ${name} (${vendor}): ${messageOf(error)}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
