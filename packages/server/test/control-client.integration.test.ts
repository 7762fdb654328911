import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { expect, it } from "vitest";
import { findServer } from "../src/control/control-client.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/** A server on a socket that says it is one, and then does as told. */
async function serve(path: string, answer: RequestListener): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    if (request.url === "/state") response.end("{}");
    else answer(request, response);
  });
  server.listen(path);
  await once(server, "listening");
  return {
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

it.each<[string, RequestListener]>([
  ["before it answers", (request) => request.socket.destroy()],
  [
    "in the middle of its answer",
    (request, response) => {
      response.writeHead(200, { "content-length": 10 });
      response.write("{", () => request.socket.destroy());
    },
  ],
  ["with an answer that is none", (_, response) => response.writeHead(500).end("<html>")],
])("a server that goes away %s fails the call, which waits no longer", async (_, answer) => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/control.sock`;
  await using stack = new AsyncDisposableStack();
  stack.use(await serve(path, answer));
  await using client = await findServer(path);
  await expect(client?.settle()).rejects.toMatchObject({ code: "unavailable" });
});

it("is not there when nobody listens", async () => {
  await using folder = await temporaryFolder();
  await expect(findServer(`${folder.path}/control.sock`)).resolves.toBeUndefined();
});
