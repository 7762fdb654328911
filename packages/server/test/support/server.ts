import { type RunningSolarmon, type SolarmonOptions, startSolarmon } from "@solarmon/server";

const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // what the server logs is not what is tested
}

export interface TestServer extends RunningSolarmon, AsyncDisposable {
  readonly mqttUrl: string;
}

/** A server in this process, on free ports. @param dashboardDir - where the dashboard was built, if it was */
export async function startServer(
  dataDir: string,
  dashboardDir?: string,
  more: Partial<SolarmonOptions> = {},
): Promise<TestServer> {
  const options = {
    dataDir,
    host: "127.0.0.1",
    port: 0,
    mqttPort: 0,
    logger: SILENT,
    ...(dashboardDir === undefined ? {} : { dashboardDir }),
    ...more,
  };
  const server = await startSolarmon(options);
  const { mqttUrl = "" } = server;
  return { ...server, mqttUrl, [Symbol.asyncDispose]: () => server.close() };
}
