import { DAY_MS, type LinkStatus, NEW_LINK_STATUS } from "@solarmon/core";
import { expect, test } from "vitest";
import { linkWords } from "../../src/links/link-words.ts";

const NOW = new Date(2026, 5, 1, 12, 0).getTime();
const AT_14_05 = new Date(2026, 5, 1, 14, 5).getTime();

test.for<[Partial<LinkStatus>, string]>([
  [{ health: "new" }, "not read yet"],
  [{ health: "ok" }, "ok"],
  [
    { health: "needs_login", reason: "the token has expired" },
    "needs login: the token has expired",
  ],
  [{ health: "waiting_for_quota", until: AT_14_05 }, "waiting for vendor quota until 14:05"],
  [
    { health: "waiting_for_quota", until: AT_14_05 + 2 * DAY_MS },
    "waiting for vendor quota until 2026-06-03 14:05",
  ],
  [
    { health: "unreachable", reason: "no answer", until: AT_14_05 },
    "unreachable: no answer (next try 14:05)",
  ],
  [{ health: "degraded", reason: "site 7 fails" }, "degraded: site 7 fails"],
])("%j is told in words", ([status, words]) => {
  expect(linkWords({ ...NEW_LINK_STATUS, ...status }, NOW)).toBe(words);
});
