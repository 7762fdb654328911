import { MINUTE_MS, SECOND_MS, SolarmonError } from "@solarmon/core";
import type { DeskMail } from "./desk-mail.ts";
import type { LinkDesk } from "./link-desk.ts";
import { answersOf } from "./remote-desk.ts";

const BEAT_MS = 3 * SECOND_MS;
const KEPT_MS = 5 * MINUTE_MS;

/** Does what commands ask of the links that this process reads, wherever they run. Resolves once it hears them. */
export async function answerDesk(
  mail: DeskMail,
  desk: () => Promise<LinkDesk>,
  warn: (message: string) => void,
): Promise<void> {
  const atWork = new Set<string>();
  await mail.listen((id, { kind, method = "" }) => {
    if (kind !== "ask" || atWork.has(id)) return; // who is not heard asks again
    atWork.add(id);
    void answer(mail, desk, id, method)
      .catch((error: unknown) => warn(`an order for links: ${String(error)}`))
      .finally(() => atWork.delete(id));
  });
}

async function answer(
  mail: DeskMail,
  desk: () => Promise<LinkDesk>,
  id: string,
  method: string,
): Promise<void> {
  const request = await mail.takeRequest(id);
  if (request === undefined) return;
  const tellWorking = async (): Promise<void> => mail.tell(id, { kind: "working" });
  const beat = setInterval(() => void tellWorking().catch(() => undefined), BEAT_MS);
  try {
    await tellWorking();
    await mail.putAnswer(id, perform(await desk(), method, request));
    await mail.tell(id, { kind: "done" });
  } finally {
    clearInterval(beat);
    // should nobody be there any more to fetch it
    setTimeout(() => void mail.clear(id).catch(() => undefined), KEPT_MS).unref();
  }
}

async function perform(desk: LinkDesk, method: string, request: string): Promise<unknown> {
  const ask = answersOf(desk).get(method);
  if (!ask) throw new SolarmonError("not_found", `the server's links know no ${method}`);
  return await ask(request);
}
