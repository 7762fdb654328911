import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { type Instant, SolarmonError } from "@solarmon/core";
import type { ImportSink, VerdictCounts } from "../import/import-sink.ts";
import type { LinkDesk } from "../links/link-desk.ts";
import { createRemoteDesk } from "../links/remote-desk.ts";
import { fromErrorMessage } from "../processor/error-message.ts";
import type { ErrorMessage, ReplayReport } from "../processor/messages.ts";

/** The server that has a data folder open, seen from the command. */
export interface ControlClient extends ImportSink {
  readonly links: LinkDesk;
  replay(from: Instant): Promise<ReplayReport>;
}

// Live readings wait no longer than one envelope takes.
const BESIDE_OTHERS_READINGS = 8_000;

/** Finds the server that has the data folder open; `undefined` when none answers. */
export async function findServer(socketPath: string): Promise<ControlClient | undefined> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  try {
    await send(agent, socketPath, "GET", "/state");
  } catch (error) {
    agent.destroy();
    if (SolarmonError.is(error) && error.code !== "unavailable") throw error;
    return undefined;
  }
  return new SocketClient(agent, socketPath);
}

class SocketClient implements ControlClient {
  readonly batchReadings = BESIDE_OTHERS_READINGS;
  readonly links: LinkDesk;
  readonly #agent: Agent;
  readonly #socketPath: string;
  /** Envelopes go one after another, so that later rows of a file are stored later. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(agent: Agent, socketPath: string) {
    this.#agent = agent;
    this.#socketPath = socketPath;
    // Beside the turn: a vendor that answers slowly keeps no envelope waiting.
    this.links = createRemoteDesk((method, json) =>
      send(agent, socketPath, "POST", `/links/${method}`, new TextEncoder().encode(json)),
    );
  }

  store(envelope: Uint8Array): Promise<VerdictCounts> {
    return this.#inTurn<VerdictCounts>("/store", envelope);
  }

  async settle(): Promise<void> {
    await this.#inTurn<unknown>("/settle");
  }

  replay(from: Instant): Promise<ReplayReport> {
    return this.#inTurn<ReplayReport>(`/replay?from=${from}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
  }

  async #inTurn<T>(path: string, body?: Uint8Array): Promise<T> {
    const turn = this.#turn.then(() => send(this.#agent, this.#socketPath, "POST", path, body));
    this.#turn = turn.catch(() => undefined);
    const answer: T = JSON.parse(await turn);
    return answer;
  }
}

/** @throws what the server answers with · `unavailable` none answers, or it went away before it had answered */
async function send(
  agent: Agent,
  socketPath: string,
  method: string,
  path: string,
  body?: Uint8Array,
): Promise<string> {
  const call = request({ agent, socketPath, method, path });
  try {
    const answered = once(call, "response"); // rejects with the call's error
    call.end(body);
    const [response]: IncomingMessage[] = await answered;
    if (!response) throw new TypeError("a response comes with its event");
    const answer = await text(response);
    if (response.statusCode === 200) return answer;
    const failure: ErrorMessage = JSON.parse(answer);
    throw fromErrorMessage(failure);
  } catch (cause) {
    if (SolarmonError.is(cause)) throw cause;
    throw new SolarmonError("unavailable", "no server answers in the data folder", { cause });
  }
}
