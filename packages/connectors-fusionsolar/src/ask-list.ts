import { ConnectorError, type LinkCall, type ReceivedReply } from "@solarmon/connectors-kit";
import type { NorthboundApi, NorthboundCall } from "./northbound-api.ts";
import type { AskOnce } from "./unfinished.ts";

/** A list, or that the user may not read it: both are answers that are not asked for twice. */
export type ListAnswer = ReceivedReply | ConnectorError;

export type AskList = (call: NorthboundCall) => Promise<ListAnswer>;

/** Asks for lists, each once, however often the quota cuts the work. */
export function askLists(api: NorthboundApi, once: AskOnce<ListAnswer>, call: LinkCall): AskList {
  return async (request) =>
    await once(JSON.stringify(request), async () => {
      try {
        return await api.ask(request, call);
      } catch (error) {
        if (ConnectorError.isConnectorError(error) && error.kind === "permission") return error;
        throw error;
      }
    });
}
