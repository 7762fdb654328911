import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { readToTheEnd } from "../../src/mqtt/bridge-stream.ts";

const SENT = 60_000; // fits the reader's window, so that it has left the peer

/** A peer that sends, leaves our words unread and dies; we write once more before we have read. */
async function readFromDeadPeer(prepare: (socket: Socket) => void): Promise<number> {
  const server = createServer({ pauseOnConnect: true });
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  const socket = connect(address.port, "127.0.0.1").pause();
  const peers = once(server, "connection");
  await once(socket, "connect");
  const [peer]: Socket[] = await peers;
  prepare(socket);
  await new Promise<void>((resolve) => socket.write("hello", () => resolve()));
  await new Promise<void>((resolve) => peer?.write(Buffer.alloc(SENT), () => resolve()));
  const gone = peer && once(peer, "close");
  peer?.destroy();
  await gone;
  socket.on("error", () => undefined);
  let received = 0;
  socket.on("data", (chunk) => void (received += chunk.length));
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.write("thanks");
  socket.resume();
  await closed;
  return received;
}

test("what a dead peer has sent is read, though a write to it fails", async () => {
  expect(await readFromDeadPeer(() => undefined)).toBe(0); // else this proves nothing
  expect(await readFromDeadPeer(readToTheEnd)).toBe(SENT);
});
