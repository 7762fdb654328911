import { describe, expect, it } from "vitest";
import { hrefOf, parseRoute } from "../src/router/route.ts";

const PLANT = "0f8fad5b-d9cb-469f-a165-70867728950e";

describe("addresses", () => {
  it.each([
    { page: "portfolio" } as const,
    { page: "plant", plantId: PLANT, day: null } as const,
    { page: "plant", plantId: PLANT, day: "2026-06-01" } as const,
  ])("of %j lead back to it", (route) => {
    expect(parseRoute(hrefOf(route))).toEqual(route);
  });

  it("open the portfolio when empty", () => {
    expect(parseRoute("")).toEqual({ page: "portfolio" });
  });

  it("show today for a day that does not exist", () => {
    expect(parseRoute(`#/plants/${PLANT}?day=2026-02-30`)).toMatchObject({ day: null });
  });

  it("are unknown otherwise", () => {
    for (const hash of ["#/plants/", "#/plants/a/b", "#/nowhere", "#/plants/<b>"])
      expect(parseRoute(hash)).toEqual({ page: "unknown" });
  });
});
