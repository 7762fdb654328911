import type { Instant } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { commandActor } from "../audit/actors.ts";
import { type AuditedRecords, auditRecords, tellLostEntry } from "../audit/audit-records.ts";
import { subjectOf } from "../audit/audit-fields.ts";
import { findServer } from "../control/control-client.ts";
import type { ReplayReport } from "../processor/messages.ts";
import { openRecords } from "../services/open-records.ts";
import { readServices } from "../services/read-services.ts";
import { dataPaths } from "./data-paths.ts";
import { openProcessor } from "./open-processor.ts";
import { type RewindOptions, rewindWorkers } from "./rewind-workers.ts";

/** What a replay came to; who did it past us tells no verdicts. */
export type ReplayOutcome = Pick<ReplayReport, "records"> & Partial<ReplayReport>;

/**
 * Replays through the workers that share a stream, else through the server that has the folder open, else through a
 * processor of our own.
 */
export async function replayStream(
  dataDir: string,
  options: RewindOptions,
): Promise<ReplayOutcome> {
  const { from, onWarning } = options;
  const paths = dataPaths(dataDir);
  const services = readServices(process.env);
  await using stack = new AsyncDisposableStack();
  const server = services.kafka ? undefined : await findServer(paths.controlSocket);
  if (server) stack.use(server);
  const opened = await openRecords(paths, services);
  const records = stack.use(auditRecords(opened, commandActor(), tellLostEntry));
  if (services.kafka) {
    await noteReplay(records, from);
    return await rewindWorkers(services.kafka, options);
  }
  if (server) {
    await noteReplay(records, from);
    return await server.replay(from);
  }
  const own = stack.use(await openProcessor(paths, records, services, onWarning));
  await noteReplay(records, from);
  return await own.link.replay(from);
}

/** A replay runs everybody's records again, so it stands in everybody's log, before it begins. */
async function noteReplay({ catalog, trail }: AuditedRecords, from: Instant): Promise<void> {
  for (const tenant of await catalog.tenants())
    await trail.note(scopeOf(tenant.id), {
      actor: commandActor(),
      action: "replay.started",
      subject: subjectOf("tenant", tenant),
      after: { from },
    });
}
