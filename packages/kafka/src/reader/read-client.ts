import { Consumer } from "@platformatic/kafka";
import { connectionOptions, sessionOptions } from "../connection.ts";
import type { KafkaSettings } from "../kafka-options.ts";

const CLOSE_MS = 2_000;

/** A client of one read, closed with it. */
export interface ReadClient extends AsyncDisposable {
  readonly consumer: Consumer;
}

export function openReadClient(settings: KafkaSettings, groupId: string): ReadClient {
  const options = { ...connectionOptions(settings), ...sessionOptions(settings), groupId };
  const consumer = new Consumer(options);
  consumer.on("error", () => {}); // each call says so, too
  return { consumer, [Symbol.asyncDispose]: () => closeClient(consumer) };
}

/** Brokers that are away must not keep us from ending. */
async function closeClient(client: Consumer): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, CLOSE_MS)));
  const closed = client.close(true).catch(() => client.connections.close());
  await Promise.race([closed, late]);
  clearTimeout(timer);
}
