import { HOUR_MS, type LinkGap, NEW_LINK_STATUS } from "@solarmon/core";
import { expect, test } from "vitest";
import { fillProgress } from "../../src/links/fill-progress.ts";
import { leftToAsk } from "../../src/links/left-to-ask.ts";

const SPAN = { start: 0, end: 10 * HOUR_MS };

/** A gap in hours. */
function gap(start: number, end: number, rest: Partial<LinkGap> = {}): LinkGap {
  const span = { start: start * HOUR_MS, end: end * HOUR_MS };
  const state = { cause: "requested", state: "partly", filledUntil: span.start } as const;
  return { siteKey: "1", ...span, ...state, ...rest };
}

function progress(gaps: readonly LinkGap[], siteKeys = ["1"]) {
  return fillProgress({ ...NEW_LINK_STATUS, gaps }, siteKeys, SPAN);
}

test("a span without gaps is done", () => {
  expect(progress([])).toEqual({ share: 1, isDone: true, noneMs: 0 });
});

test("what is open in the span counts, whatever its cause", () => {
  expect(progress([gap(0, 10, { filledUntil: 4 * HOUR_MS })])).toMatchObject({ share: 0.4 });
  expect(progress([gap(5, 99, { cause: "unreachable" })])).toMatchObject({ share: 0.5 });
  expect(progress([gap(11, 12)])).toMatchObject({ isDone: true });
});

test("sites that were not asked for do not count, those that were do", () => {
  const gaps = [gap(0, 10, { siteKey: "2" })];
  expect(progress(gaps)).toMatchObject({ isDone: true });
  expect(progress(gaps, ["1", "2"])).toMatchObject({ share: 0.5, isDone: false });
});

test("what the vendor has none of is told and not waited for", () => {
  const gaps = [gap(0, 3, { state: "vendor_has_none" }), gap(3, 10, { state: "filled" })];
  expect(progress(gaps)).toEqual({ share: 1, isDone: true, noneMs: 3 * HOUR_MS });
});

test("a request that is under way goes on, and only the rest is asked for", () => {
  const underWay = [
    gap(0, 2, { state: "filled", filledUntil: 2 * HOUR_MS }),
    gap(2, 6, { filledUntil: 3 * HOUR_MS }),
  ];
  expect(leftToAsk(SPAN, underWay)).toEqual([{ start: 6 * HOUR_MS, end: 10 * HOUR_MS }]);
  expect(leftToAsk(SPAN, [gap(0, 10)])).toEqual([]);
});

test("a span that was filled before is read again", () => {
  expect(leftToAsk(SPAN, [gap(0, 10, { state: "filled" })])).toEqual([SPAN]);
  expect(leftToAsk(SPAN, [gap(0, 10, { cause: "unreachable" })])).toEqual([SPAN]);
});
