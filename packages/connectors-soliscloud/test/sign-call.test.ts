import { expect, test } from "vitest";
import { signCall } from "../src/sign-call.ts";

const KEY = { id: "2424", secret: "6680182547" };
const AT = Date.parse("2019-07-26T06:00:46Z");

test("a call is signed by its body, type, date and path", () => {
  const body = '{"userId":"1145611319416590338"}';
  expect(signCall(KEY, "/v1/api/userStationList", body, AT)).toEqual({
    "content-md5": "mBAcWORUK93FBOz6jsAuqw==",
    "content-type": "application/json",
    date: "Fri, 26 Jul 2019 06:00:46 GMT",
    authorization: "API 2424:uekAKExD1NPkS0f3imdl6NG9qug=",
  });
});

test("the digest is the one of the vendor's document", () => {
  const { "content-md5": digest } = signCall(KEY, "/", '{"pageNo":1,"pageSize":10}', AT);
  expect(digest).toBe("kxdxk7rbAsrzSIWgEwhH4w==");
});
