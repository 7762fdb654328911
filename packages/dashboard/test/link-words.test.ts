import { expect, test } from "vitest";
import { linkWords } from "../src/status/link-words.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");

test.for([
  ["ok", null, null, "OK", null],
  ["new", null, null, "Not read yet", null],
  ["needs_login", "the token has expired", null, "Needs login", "the token has expired"],
  [
    "waiting_for_quota",
    "spent",
    "2026-06-01T12:05:00Z",
    "Waiting for vendor quota until 14:05",
    null,
  ],
  ["unreachable", "no answer", null, "Unreachable", "no answer"],
  ["degraded", "site 7 fails", null, "Degraded", "site 7 fails"],
] as const)("%s is told in words", ([health, reason, until, word, detail]) => {
  expect(linkWords({ health, reason, until }, NOW, "Europe/Madrid")).toMatchObject({
    word,
    detail,
  });
});

test("a quota that lasts for days tells the day", () => {
  const condition = { health: "waiting_for_quota", reason: null, until: "2026-06-03T12:05:00Z" };
  const { word } = linkWords(condition, NOW, "Europe/Madrid");
  expect(word).toMatch(/until .*3.*2026.*14:05/);
});
