import { spawn } from "node:child_process";
import { once } from "node:events";

/** A vendor's API that answers any request with one reading, in a process of its own: its work is not ours. */
const SERVER = `
const { createServer } = require("node:http");
const server = createServer((request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ powerW: 4000 + (Date.now() % 1000), energyWh: Math.floor(Date.now() / 1000) }));
});
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

export interface PollStandIn extends AsyncDisposable {
  /** e.g. `http://127.0.0.1:40123` */
  readonly url: string;
}

export async function startPollStandIn(): Promise<PollStandIn> {
  const child = spawn(process.execPath, ["-e", SERVER], { stdio: ["ignore", "pipe", "inherit"] });
  const [port]: Buffer[] = await once(child.stdout, "data");
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, "close");
    },
  };
}
