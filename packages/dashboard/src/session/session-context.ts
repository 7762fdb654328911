import { createContext, use, useSyncExternalStore } from "react";
import type { SessionState, SessionStore } from "./session.ts";

export const SessionContext = createContext<SessionStore | null>(null);

/** The store that holds the log-in. */
export function useSessionStore(): SessionStore {
  const store = use(SessionContext);
  if (store === null) throw new TypeError("useSessionStore is used outside of SessionContext");
  return store;
}

/** The log-in as it is now. */
export function useSessionState(): SessionState {
  const store = useSessionStore();
  return useSyncExternalStore(store.subscribe, () => store.state);
}

/** The token of the one who is logged in; only for pages behind the log-in. */
export function useToken(): string {
  return useSessionState().session?.token ?? "";
}
