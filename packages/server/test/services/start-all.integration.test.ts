import { once } from "node:events";
import { chmod, readdir } from "node:fs/promises";
import { connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { missingOwnKafka, startKafka } from "../../../../scripts/services/kafka.ts";
import { startMosquitto } from "../../../../scripts/services/mosquitto.ts";
import { missingOwnPostgres, startPostgres } from "../../../../scripts/services/postgres.ts";
import { missingProgram } from "../../../../scripts/services/programs.ts";
import { missingOwnRedis, startRedis } from "../../../../scripts/services/redis.ts";
import { startAll } from "../../../../scripts/services/start-all.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Whether something listens at each of the addresses. */
async function listen(...services: readonly { readonly url: string }[]): Promise<boolean[]> {
  return await Promise.all(
    services.map(async ({ url }) => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      const isHeard = await once(socket, "connect").then(
        () => true,
        () => false,
      );
      socket.destroy();
      return isHeard;
    }),
  );
}

const missing = missingOwnPostgres() ?? missingOwnRedis() ?? missingProgram("mosquitto");

describe.skipIf(missing)("services that start together", () => {
  afterEach(() => void vi.unstubAllEnvs());

  it("end with their owner", async () => {
    await using owner = new AsyncDisposableStack();
    const [redis, postgres] = await startAll(owner, [startRedis(), startPostgres()]);
    await expect(listen(redis, postgres)).resolves.toEqual([true, true]);
    await owner.disposeAsync();
    await expect(listen(redis, postgres)).resolves.toEqual([false, false]);
  });

  it("are all ended when one does not start, and leave nothing behind", async () => {
    await using folder = await temporaryFolder();
    await chmod(folder.path, 0o755); // PostgreSQL runs as another user
    vi.stubEnv("TMPDIR", folder.path);
    await using owner = new AsyncDisposableStack();
    const [redis, postgres] = [startRedis(), startPostgres()];
    const starts = [redis, startMosquitto(["no_such_option true"]), postgres] as const;
    await expect(startAll(owner, starts)).rejects.toThrow(/mosquitto does not listen/);
    await expect(listen(await redis, await postgres)).resolves.toEqual([false, false]);
    await expect(readdir(folder.path)).resolves.toEqual([]);
  });

  it.skipIf(missingOwnKafka())("leave nothing behind when one ends as it starts", async () => {
    await using folder = await temporaryFolder();
    await chmod(folder.path, 0o755);
    vi.stubEnv("TMPDIR", folder.path);
    const properties = ["listeners=NOWHERE://127.0.0.1:1"];
    await expect(startRedis("--no-such-setting", "1")).rejects.toThrow(/does not listen/);
    await expect(startKafka({ properties })).rejects.toThrow(/NOWHERE/);
    await expect(readdir(folder.path)).resolves.toEqual([]);
  });
});
