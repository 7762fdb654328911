import { runFleet } from "@solarmon/simulator";
import type { FromSimulator, ToSimulator } from "./demo/simulator-messages.ts";

function tell(message: FromSimulator): void {
  if (process.connected) process.send?.(message);
}

// The entry of the demo's simulator process: started by `startDemo`, never imported.
const stop = new AbortController();
// The parent went away, in whatever way.
process.once("disconnect", () => stop.abort());
// Ctrl-C reaches the whole group; the parent says when it is time.
process.on("SIGINT", () => undefined);

process.once("message", (setup: ToSimulator) => {
  standInForVendors().catch((error: unknown) => {
    tell({ type: "trouble", message: `vendors' stand-ins: ${String(error)}` });
  });
  void runFleet({
    ...setup,
    signal: stop.signal,
    onLive: () => tell({ type: "live" }),
    onTrouble: (message) => tell({ type: "trouble", message }),
  });
});

/** Beside the fleet, whose day so far need not wait for it. */
async function standInForVendors(): Promise<void> {
  const { startStandIns } = await import("./demo/start-stand-ins.ts");
  const { accounts, stop: stopStandIns } = await startStandIns();
  stop.signal.addEventListener("abort", () => void stopStandIns());
  if (stop.signal.aborted) await stopStandIns();
  else tell({ type: "vendors", accounts });
}
