import { describe, expect, it } from "vitest";
import { apiBaseOf } from "../src/api-base.ts";

const STANDARD = "https://www.semsportal.com/api";

describe("the host for calls after the log-in", () => {
  it("is the one that the answer names", () => {
    const told = "https://au.semsportal.com/api/";
    expect(apiBaseOf(told, undefined, STANDARD)).toBe("https://au.semsportal.com/api");
  });

  it("is that of the region where the answer names a gateway", () => {
    const gateway = "https://au-gateway.semsportal.com/web/sems";
    expect(apiBaseOf(gateway, undefined, STANDARD)).toBe("https://au.semsportal.com/api");
    expect(apiBaseOf(gateway, "us", STANDARD)).toBe("https://us.semsportal.com/api");
  });

  it("is that of the log-in where the answer names none", () => {
    expect(apiBaseOf(undefined, undefined, STANDARD)).toBe(STANDARD);
    expect(apiBaseOf("eu", undefined, STANDARD)).toBe(STANDARD);
  });
});
