import { DAY_MS } from "@solarmon/core";
import type { LinkHost } from "../link-host.ts";
import type { CallMeter } from "./call-meter.ts";
import type { LinkState } from "./link-state.ts";
import type { ShapeWatch } from "./shape-watch.ts";

/** The host as its link sees it: calls are counted, and a vendor that changes its replies is noticed. */
export function watchedHost(
  host: LinkHost,
  meter: CallMeter,
  shapes: ShapeWatch,
  state: LinkState,
): LinkHost {
  return {
    ...host,
    ledger: meter,
    onReply: (request, reply) => {
      const field = shapes.see(request, reply);
      if (field !== null)
        state.notice = {
          text: `vendor format changed: new field ${host.redactor.text(field)}`,
          until: reply.receivedAt + DAY_MS,
        };
      host.onReply?.(request, reply);
    },
  };
}
