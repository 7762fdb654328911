/** A log-in; lives as long as the browser tab. */
export interface Session {
  readonly token: string;
  /** [ms since 1970, UTC] */
  readonly expiresAt: number;
}

/** Why nobody is logged in: never was, left, or the time ran out. */
export type SessionEnd = "none" | "left" | "expired";

export interface SessionState {
  readonly session: Session | null;
  readonly end: SessionEnd;
}

type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "solarmon.session";
/** Longest delay a browser timer takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Holds the log-in, ends it when its time is over and tells listeners. */
export class SessionStore {
  readonly #storage: Storage;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { session: null, end: "none" };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(storage: Storage) {
    this.#storage = storage;
    const kept = parseSession(storage.getItem(KEY));
    if (kept !== null) this.begin(kept);
  }

  get state(): SessionState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  begin(session: Session): void {
    if (session.expiresAt <= Date.now()) return this.finish("expired");
    this.#storage.setItem(KEY, JSON.stringify(session));
    this.#set({ session, end: "none" });
    this.#watchExpiry(session);
  }

  finish(end: SessionEnd): void {
    clearTimeout(this.#timer);
    this.#storage.removeItem(KEY);
    this.#set({ session: null, end });
  }

  #watchExpiry(session: Session): void {
    clearTimeout(this.#timer);
    const leftMs = session.expiresAt - Date.now();
    this.#timer = setTimeout(
      () => (leftMs > LONGEST_TIMER_MS ? this.#watchExpiry(session) : this.finish("expired")),
      Math.min(leftMs, LONGEST_TIMER_MS),
    );
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** The session in stored text, or `null` when there is none or it makes no sense. */
export function parseSession(text: string | null): Session | null {
  if (text === null) return null;
  try {
    const { token, expiresAt }: Partial<Session> = JSON.parse(text);
    const isWhole = typeof token === "string" && typeof expiresAt === "number";
    return isWhole ? { token, expiresAt } : null;
  } catch {
    return null;
  }
}
