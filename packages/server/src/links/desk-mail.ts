import { type SecretStore, SolarmonError } from "@solarmon/core";
import { fromErrorMessage, toErrorMessage } from "../processor/error-message.ts";
import type { ErrorMessage } from "../processor/messages.ts";
import { SideTopic } from "../services/side-topic.ts";
import type { KafkaService } from "../services/services.ts";

/** `ask`: somebody wants something done · `working`: it is being done · `done`: the answer is there. */
export interface DeskNews {
  readonly kind: "ask" | "working" | "done";
  /** Of the desk, where it is asked for. */
  readonly method?: string;
}

/** The part of a {@link SideTopic} that is used. */
type Messages = Pick<SideTopic, "tell" | "listen"> & AsyncDisposable;

type Answer = { readonly answer: unknown } | { readonly error: ErrorMessage };

/**
 * Calls of a link's desk from one process to another. Who calls whom goes over a topic; what is said goes through the
 * store of secrets, encrypted: it holds log-ins of vendors. Who can put a request there has all rights anyway.
 */
export class DeskMail implements AsyncDisposable {
  readonly #topic: Messages;
  readonly #secrets: SecretStore;

  /** Makes the topic where it is missing. @throws what `openKafkaStream` throws */
  static async open(
    service: KafkaService,
    secrets: SecretStore,
    warn: (message: string) => void,
  ): Promise<DeskMail> {
    return new DeskMail(await SideTopic.open(service, "desk", warn), secrets);
  }

  constructor(topic: Messages, secrets: SecretStore) {
    this.#topic = topic;
    this.#secrets = secrets;
  }

  async listen(onNews: (id: string, news: DeskNews) => void): Promise<void> {
    await this.#topic.listen((id, value) => {
      const news = parseNews(new TextDecoder().decode(value));
      if (news) onNews(id, news);
    });
  }

  async tell(id: string, news: DeskNews): Promise<void> {
    await this.#topic.tell(id, new TextEncoder().encode(JSON.stringify(news)));
  }

  async putRequest(id: string, json: string): Promise<void> {
    await this.#secrets.put(requestOf(id), json);
  }

  /** The request, which is gone then; `undefined` where it was taken. For whoever holds the duty: it is alone. */
  async takeRequest(id: string): Promise<string | undefined> {
    return await this.#take(requestOf(id));
  }

  async putAnswer(id: string, work: Promise<unknown>): Promise<void> {
    const answer: Answer = await work.then(
      (value) => ({ answer: value ?? null }),
      (error: unknown) => ({ error: toErrorMessage(error) }),
    );
    await this.#secrets.put(answerOf(id), JSON.stringify(answer));
  }

  /** The answer in JSON. @throws what the other side failed with */
  async takeAnswer(id: string): Promise<string> {
    const text = await this.#take(answerOf(id));
    if (text === undefined) throw new SolarmonError("internal", "the answer is not there");
    const answer: Answer = JSON.parse(text);
    if ("error" in answer) throw fromErrorMessage(answer.error);
    return JSON.stringify(answer.answer);
  }

  /** Removes what nobody fetched. */
  async clear(id: string): Promise<void> {
    for (const name of [requestOf(id), answerOf(id)]) await this.#secrets.delete(name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#topic[Symbol.asyncDispose]();
  }

  async #take(name: string): Promise<string | undefined> {
    const text = await this.#secrets.get(name);
    if (text !== undefined) await this.#secrets.delete(name);
    return text;
  }
}

/** `undefined` for what is no news, or of a later version. */
function parseNews(text: string): DeskNews | undefined {
  try {
    const { kind, method }: Record<string, unknown> = JSON.parse(text);
    if (kind !== "ask") return kind === "working" || kind === "done" ? { kind } : undefined;
    return typeof method === "string" ? { kind, method } : undefined;
  } catch {
    return undefined;
  }
}

function requestOf(id: string): string {
  return `desk/${id}/request`;
}

function answerOf(id: string): string {
  return `desk/${id}/answer`;
}
