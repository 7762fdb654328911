import { newId, SECOND_MS, SolarmonError } from "@solarmon/core";
import type { DeskMail } from "./desk-mail.ts";
import type { LinkDesk } from "./link-desk.ts";
import { createRemoteDesk } from "./remote-desk.ts";

const ASK_AGAIN_MS = 2 * SECOND_MS;
/** A lease that its holder lost goes to another within this. */
const NOBODY_MS = 30 * SECOND_MS;
const SILENT_MS = 20 * SECOND_MS;

interface Call {
  isTaken: boolean;
  heardAt: number;
  isDone: boolean;
  wake: () => void;
}

/** The desk of whichever process reads the links now. Resolves once answers would be heard. */
export async function askDesk(mail: DeskMail): Promise<LinkDesk> {
  const calls = new Map<string, Call>();
  await mail.listen((id, { kind }) => {
    const call = calls.get(id);
    if (!call || kind === "ask") return;
    call.isTaken = true;
    call.isDone ||= kind === "done";
    call.heardAt = performance.now();
    call.wake();
  });
  return createRemoteDesk(async (method, json) => {
    const id = newId();
    const call = {
      isTaken: false,
      isDone: false,
      heardAt: performance.now(),
      wake: () => undefined,
    };
    calls.set(id, call);
    try {
      await mail.putRequest(id, json);
      await untilDone(call, () => mail.tell(id, { kind: "ask", method }));
      return await mail.takeAnswer(id);
    } finally {
      calls.delete(id);
      await mail.clear(id);
    }
  });
}

/** @throws `unavailable` when nobody takes it up, or who did is not heard of any more */
async function untilDone(call: Call, ask: () => Promise<void>): Promise<void> {
  while (!call.isDone) {
    const silentMs = performance.now() - call.heardAt;
    if (call.isTaken && silentMs > SILENT_MS) throw wentAway();
    if (!call.isTaken && silentMs > NOBODY_MS) throw nobodyThere();
    if (!call.isTaken) await ask();
    const { promise, resolve } = Promise.withResolvers<void>();
    call.wake = resolve;
    const timer = setTimeout(resolve, ASK_AGAIN_MS);
    if (!call.isDone) await promise;
    clearTimeout(timer);
  }
}

function nobodyThere(): SolarmonError {
  return new SolarmonError(
    "unavailable",
    "no server reads the vendor links now: start one of role ingest or all, and run the command again",
  );
}

function wentAway(): SolarmonError {
  return new SolarmonError(
    "unavailable",
    "the server that reads the vendor links went away while it was at it: look with `solarmon link list`, then run the command again",
  );
}
