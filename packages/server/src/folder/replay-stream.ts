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

/** Replays through the server that has the folder open, else through a processor of our own. */
export async function replayStream(
  dataDir: string,
  from: Instant,
  onWarning: (message: string) => void,
): Promise<ReplayReport> {
  const paths = dataPaths(dataDir);
  const services = readServices(process.env);
  await using stack = new AsyncDisposableStack();
  const server = await findServer(paths.controlSocket);
  if (server) stack.use(server);
  const opened = await openRecords(paths, services);
  const records = stack.use(auditRecords(opened, commandActor(), tellLostEntry));
  if (server) {
    if (!services.kafka) await noteReplay(records, from); // else it is refused
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
