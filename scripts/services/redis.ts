import { freePort } from "../support/free-port.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { findProgram, missingProgram } from "./programs.ts";
import { ServiceProcess } from "./service-process.ts";

/** A Redis (or Valkey) server for tests. */
export interface RedisService extends AsyncDisposable {
  readonly url: string;
}

/** One that we started, so that it can be ended the hard way. It keeps nothing on disk, as a cache does not. */
export interface OwnRedis extends RedisService {
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** For `describe.skipIf(...)`: why there is no Redis, or `undefined`. Throws where services are required. */
export function missingRedis(): string | undefined {
  return process.env["REDIS_URL"] ? undefined : missingOwnRedis();
}

/** The same for tests that end the server, or want one of their own kind. */
export function missingOwnRedis(): string | undefined {
  return missingProgram("redis");
}

/** The server of `REDIS_URL`, else one on loopback. */
export async function redisService(): Promise<RedisService> {
  const url = process.env["REDIS_URL"];
  return url ? { url, [Symbol.asyncDispose]: async () => {} } : startRedis();
}

/** @param extraArgs - of redis-server, e.g. `--cluster-enabled yes` */
export async function startRedis(...extraArgs: readonly string[]): Promise<OwnRedis> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const port = await freePort();
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--dir", folder.path];
  const server = stack.use(
    new ServiceProcess({
      program: findProgram("redis") ?? "redis-server",
      args: [...args, "--appendonly", "no", ...extraArgs],
      port,
      patienceMs: 10_000,
    }),
  );
  await server.start();
  const open = stack.move();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => server.kill(),
    start: () => server.start(),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
