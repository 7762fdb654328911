import { once } from "node:events";
import { createServer } from "node:net";

/** A TCP port on loopback that nobody uses now. */
export async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return String(address.port);
}
