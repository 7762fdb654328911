import { expect, test } from "vitest";
import { consentCode } from "../src/index.ts";

test.for([
  ["https://owner.example/back?code=a%2Bb&site_id=7", "a+b"],
  [" a+b \n", "a+b"],
  ["https://owner.example/back?error=access_denied", ""],
  ["", ""],
] as const)("of %j the code is %j", ([answer, code]) => {
  expect(consentCode(answer)).toBe(code);
});
