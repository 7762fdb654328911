import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseSession, SessionStore } from "../src/session/session.ts";

class MemoryStorage {
  readonly #items = new Map<string, string>();
  getItem = (key: string): string | null => this.#items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.#items.set(key, value);
  removeItem = (key: string): void => void this.#items.delete(key);
}

const DAY_MS = 86_400_000;

describe("session", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("survives a reload of the tab, not its time", () => {
    const storage = new MemoryStorage();
    new SessionStore(storage).begin({ token: "t", expiresAt: Date.now() + 1_000 });
    expect(new SessionStore(storage).state.session?.token).toBe("t");
    vi.advanceTimersByTime(1_001);
    expect(new SessionStore(storage).state.session).toBeNull();
  });

  it("ends by itself and says so", () => {
    const store = new SessionStore(new MemoryStorage());
    const heard = vi.fn<() => void>();
    store.begin({ token: "t", expiresAt: Date.now() + 60_000 });
    store.subscribe(heard);
    vi.advanceTimersByTime(59_999);
    expect(heard).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(heard).toHaveBeenCalledOnce();
    expect(store.state).toEqual({ session: null, end: "expired" });
  });

  it("lasts longer than a browser timer can", () => {
    const store = new SessionStore(new MemoryStorage());
    store.begin({ token: "t", expiresAt: Date.now() + 60 * DAY_MS });
    vi.advanceTimersByTime(59 * DAY_MS);
    expect(store.state.session).not.toBeNull();
    vi.advanceTimersByTime(2 * DAY_MS);
    expect(store.state.end).toBe("expired");
  });

  it("leaves nothing behind on log-out", () => {
    const storage = new MemoryStorage();
    const store = new SessionStore(storage);
    store.begin({ token: "t", expiresAt: Date.now() + 60_000 });
    store.finish("left");
    expect(new SessionStore(storage).state).toEqual({ session: null, end: "none" });
    vi.advanceTimersByTime(120_000);
    expect(store.state.end).toBe("left");
  });

  it("does not trust stored text", () => {
    for (const text of [null, "", "{", "null", '{"token":1,"expiresAt":2}', '{"token":"t"}'])
      expect(parseSession(text)).toBeNull();
  });
});
