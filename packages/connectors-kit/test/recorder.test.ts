import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  compareShapes,
  createRecorder,
  createRedactor,
  fingerprintOf,
  mergeShapes,
  type ReceivedReply,
  type Recording,
  shapeOf,
} from "../src/index.ts";

const BODY = {
  success: true,
  access_token: "tok-1234567890",
  station: { stationName: "Family Meyer", latitude: 52.5, address: "Elm Street 1", capacity: 9.9 },
  devices: [
    { sn: "7E1234AB-01", id: 121547060415, email: "meyer@example.org", pac: 4.2, note: null },
    { sn: "7E1234AB-02", id: 121547060416, pac: 121547060415, message: "7E1234AB-01 lost" },
  ],
  bySerial: { "114180710001": { power: 121547 } },
  "2026-06-01": 5,
};

function reply(body: string | Uint8Array, headers: Record<string, string> = {}): ReceivedReply {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return { body: bytes, status: 200, headers, receivedAt: 1_780_000_000_000 };
}

function record(body: string | Uint8Array, headers?: Record<string, string>): Recording {
  const url = "https://api.example/v1/sites/7E1234AB-01/power?api_key=hunter22&from=2026";
  return createRecorder(createRedactor(["hunter22"]))({ url }, reply(body, headers));
}

test("secrets, names, serial numbers and places are gone; measurements and structure stay", () => {
  const { body } = record(JSON.stringify(BODY));
  for (const gone of ["tok-12", "Meyer", "52.5", "Elm", "7E1234AB", "meyer@", "114180710001"])
    expect(body).not.toContain(gone);
  const kept: unknown = JSON.parse(body ?? "");
  expect(kept).toMatchObject({
    success: true,
    station: { capacity: 9.9 },
    devices: [{ pac: 4.2, note: null }, { pac: 121547060415 }],
    "2026-06-01": 5,
  });
  expect(shapeOf(kept)).toEqual(shapeOf(BODY));
});

test("the same serial number gets the same stand-in, in every reply of an account", () => {
  const recorder = createRecorder(createRedactor());
  const url = "https://api.example/v1/sites";
  const first = recorder({ url }, reply('{"serial":"ABC123456"}')).body;
  const other = recorder({ url }, reply('{"serial":"ABC123457"}')).body;
  expect(recorder({ url }, reply('{"serial":"ABC123456"}')).body).toBe(first);
  expect(other).not.toBe(first);
});

test("the address keeps names of parameters only, and serial numbers are replaced", () => {
  const recording = record(JSON.stringify(BODY));
  const serial = `0X0000XX-${stand(recording)}`;
  expect(recording.path).toBe(`/v1/sites/${serial}/power?api_key=…&from=…`);
});

test("of the headers those about types, times and quotas stay", () => {
  const { headers } = record("{}", {
    "content-type": "application/json",
    "x-ratelimit-remaining-minute": "8",
    "set-cookie": "session=1",
    "x-request-id": "9",
  });
  expect(Object.keys(headers)).toEqual(["content-type", "x-ratelimit-remaining-minute"]);
});

test("a text is redacted as a text, bytes that are neither are left out", () => {
  expect(record("token=abcdef&x=hunter22").body).toBe("token=[redacted]&x=[redacted]");
  expect(record(new Uint8Array([0xff, 0xfe, 0x00])).body).toBeNull();
});

test("a secret anywhere in JSON is gone, in every spelling", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 12, maxLength: 40 }), fc.string(), (secret, around) => {
      const redactor = createRedactor([secret]);
      const texts = [secret, `${around}${secret}${around}`, JSON.stringify({ a: secret })];
      for (const text of [...texts, new URLSearchParams({ a: secret }).toString()])
        expect(redactor.text(text).length === 0 || !redactor.text(text).includes(secret)).toBe(
          true,
        );
    }),
  );
});

test("what looks like a secret is hidden without being known", () => {
  const redactor = createRedactor();
  expect(redactor.text("Authorization: Bearer abc.def-123")).not.toContain("abc.def");
  expect(redactor.text("https://me:pass@host/x?api_key=abc&b=1")).toBe(
    "https://[redacted]@host/x?api_key=[redacted]&b=1",
  );
  expect(redactor.text('{"password":"p w","user":1}')).toBe('{"password":"[redacted]","user":1}');
  expect(redactor.text(String.raw`{"token":"a\"b c"}`)).toBe('{"token":"[redacted]"}');
  expect(redactor.text("got eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.abc-_x")).toBe("got [redacted]");
});

test("only the newest secrets are remembered", () => {
  const redactor = createRedactor();
  for (let number = 1_000; number < 3_000; number += 1) redactor.add(`issued-${number}`);
  expect(redactor.text("issued-2999")).toBe("[redacted]");
  expect(redactor.text("issued-1000")).toBe("issued-1000");
});

test("values, nulls, order and serial numbers as keys do not change the shape", () => {
  const one = shapeOf({ a: 1, b: [{ c: "x", d: null }], "114180710001": { p: 1 } });
  const other = shapeOf({ "114180710002": { p: 2 }, b: [{ c: "y" }, { c: "z" }], a: 0 });
  expect(fingerprintOf(one)).toBe(fingerprintOf(other));
  expect(fingerprintOf(one)).toMatch(/^[0-9a-f]{16}$/u);
});

test("a change of the vendor's format is told path by path", () => {
  const known = shapeOf({ data: [{ pac: 1, unit: "W" }] });
  const seen = shapeOf({ data: [{ pac: "1", power: 2 }] });
  expect(compareShapes(known, seen)).toEqual({
    added: ["/data/*/power"],
    missing: ["/data/*/unit"],
    retyped: ["/data/*/pac"],
  });
  expect(fingerprintOf(known)).not.toBe(fingerprintOf(seen));
});

test("what was seen once is known", () => {
  fc.assert(
    fc.property(fc.json(), fc.json(), (one, other) => {
      const [first, second] = [shapeOf(JSON.parse(one)), shapeOf(JSON.parse(other))];
      const { added, retyped } = compareShapes(mergeShapes(first, second), second);
      expect([...added, ...retyped]).toEqual([]);
    }),
  );
});

test("a shape is bounded", () => {
  const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`field${n}x`, n]));
  expect(shapeOf(wide).size).toBe(2_000);
  let deep: unknown = 1;
  for (let depth = 0; depth < 5_000; depth += 1) deep = [deep];
  expect(shapeOf(deep).size).toBeLessThan(100);
});

/** The number at the end of the first serial number's stand-in. */
function stand({ body }: Recording): string {
  return /"sn": "\w+-(\d+)"/u.exec(body ?? "")?.[1] ?? "none";
}
