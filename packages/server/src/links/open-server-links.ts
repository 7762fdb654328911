import { type Clock, SolarmonError } from "@solarmon/core";
import type { Intake } from "@solarmon/ingest";
import type { AuditedRecords } from "../audit/audit-records.ts";
import { openLock } from "../services/open-lock.ts";
import { runDuty } from "../services/run-duty.ts";
import type { Role, Services } from "../services/services.ts";
import { answerDesk } from "./answer-desk.ts";
import { DeskMail } from "./desk-mail.ts";
import { openLinks, type OpenLinks } from "./open-links.ts";

export interface ServerLinksOptions {
  readonly records: AuditedRecords;
  readonly intake: Pick<Intake, "accept" | "isFull" | "whenRoom">;
  readonly clock: Clock;
  readonly services: Services;
  readonly role: Role;
  readonly warn: (message: string) => void;
}

/** The links of a server. Of several that could, one reads them at a time. */
export async function openServerLinks(options: ServerLinksOptions): Promise<OpenLinks> {
  const { services, role } = options;
  if (role !== "all" && role !== "ingest") return noLinks();
  const isAlone = !services.postgres || !services.kafka;
  return isAlone ? await openOwn(options) : await openShared(options);
}

function openOwn({ records, intake, clock, warn }: ServerLinksOptions): Promise<OpenLinks> {
  return openLinks({ ...records, intake, clock, isServing: true, warn });
}

async function openShared(options: ServerLinksOptions): Promise<OpenLinks> {
  const shared = await openLock(options.services, options.warn);
  let held: OpenLinks | undefined;
  const stop = new AbortController();
  const duty = runDuty({
    lock: shared?.lock,
    name: "links",
    work: async (signal) => {
      await using stack = new AsyncDisposableStack();
      const links = stack.use(await openOwn(options));
      stack.use(await openAnswering(options, links));
      held = links;
      await fired(signal);
      held = undefined;
    },
    signal: stop.signal,
    warn: options.warn,
  });
  return {
    desk: async () => (held ?? noLinks()).desk(),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await duty;
      await shared?.[Symbol.asyncDispose]();
    },
  };
}

/** Commands ask from wherever they run. Without that they need this process's data folder. */
async function openAnswering(
  { services, records, warn }: ServerLinksOptions,
  links: OpenLinks,
): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  try {
    if (services.kafka) {
      const mail = stack.use(await DeskMail.open(services.kafka, records.secrets, warn));
      await answerDesk(mail, () => links.desk(), warn);
    }
  } catch (error) {
    warn(`commands for links are not heard: ${String(error)}`);
  }
  return stack.move();
}

async function fired(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}

function noLinks(): OpenLinks {
  return {
    desk: async () => {
      throw new SolarmonError(
        "unavailable",
        "another process reads the vendor links now: set DATABASE_URL and KAFKA_BROKERS for the command, as for the servers, and it finds that one",
      );
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}
