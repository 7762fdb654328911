import type { LinkHost } from "../link-host.ts";
import { CallMeter } from "./call-meter.ts";
import type { JobContext } from "./job-context.ts";
import type { LinkJobsOptions } from "./link-jobs.ts";
import { linkLight } from "./link-light.ts";
import { restoreState } from "./restore-state.ts";
import { ShapeWatch } from "./shape-watch.ts";
import { watchedHost } from "./watched-host.ts";

/** What jobs work with, from what was kept, and the host that their link is opened with. */
export function createContext(options: LinkJobsOptions): {
  readonly context: JobContext;
  readonly linkHost: LinkHost;
  readonly shapes: ShapeWatch;
} {
  const { id, connector, host, sites, sink } = options;
  const description = connector.describe();
  const { state, shapes: known } = restoreState(options, description, host.clock.now());
  const shapes = new ShapeWatch();
  shapes.restore(known);
  const meter = new CallMeter(host.ledger);
  const daylights = new Map(sites.map(({ key, daylight }) => [key, daylight]));
  const light = linkLight(daylights.values(), description.isPolledAtNight);
  const plan = { pollMs: description.pollIntervalMs, historyMs: 0, burstMs: 0 };
  const fixed = { id, connector, description, host, meter, sink, state, daylights, light };
  return {
    context: { ...fixed, ...plan },
    linkHost: watchedHost(host, meter, shapes, state),
    shapes,
  };
}
