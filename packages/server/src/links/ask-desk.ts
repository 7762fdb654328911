import { newId, SECOND_MS, SolarmonError } from "@solarmon/core";
import type { DeskMail } from "./desk-mail.ts";
import type { LinkDesk } from "./link-desk.ts";
import { createRemoteDesk } from "./remote-desk.ts";

const ASK_AGAIN_MS = 2 * SECOND_MS;

export interface AskDeskOptions {
  /** What nobody takes up within this fails; a lease that its holder lost goes to another in half of it. Default 30,000. */
  readonly nobodyMs?: number;
  /** Who took it up and is silent for so long is gone. Default 20,000. */
  readonly silentMs?: number;
}

interface Call {
  isTaken: boolean;
  heardAt: number;
  isDone: boolean;
  wake: () => void;
}

/** The desk of whichever process reads the links now. Resolves once answers would be heard. */
export async function askDesk(mail: DeskMail, options: AskDeskOptions = {}): Promise<LinkDesk> {
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
      await untilDone(call, () => mail.tell(id, { kind: "ask", method }), options);
    } catch (error) {
      await mail.clear(id);
      throw error;
    } finally {
      calls.delete(id);
    }
    return await mail.takeAnswer(id);
  });
}

/** @throws `unavailable` when nobody takes it up, or who did is not heard of any more */
async function untilDone(
  call: Call,
  ask: () => Promise<void>,
  { nobodyMs = 30 * SECOND_MS, silentMs: longestMs = 20 * SECOND_MS }: AskDeskOptions,
): Promise<void> {
  while (!call.isDone) {
    const silentMs = performance.now() - call.heardAt;
    if (call.isTaken && silentMs > longestMs) throw wentAway();
    if (!call.isTaken && silentMs > nobodyMs) throw nobodyThere();
    if (!call.isTaken) await ask();
    const { promise, resolve } = Promise.withResolvers<void>();
    call.wake = resolve;
    const timer = setTimeout(resolve, Math.min(ASK_AGAIN_MS, nobodyMs, longestMs));
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
