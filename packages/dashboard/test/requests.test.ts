import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../src/api/api-error.ts";
import { graphqlRequest } from "../src/api/graphql-request.ts";
import { logIn, logInProblem } from "../src/session/log-in.ts";

function answerWith(status: number, body: unknown, type = "application/json"): void {
  const response = new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": type },
  });
  vi.stubGlobal("fetch", async () => response);
}

afterEach(() => void vi.unstubAllGlobals());

describe("GraphQL requests", () => {
  it("give the data", async () => {
    answerWith(200, { data: { plants: [] } });
    expect(await graphqlRequest("t", "{ plants { id } }", {})).toEqual({ plants: [] });
  });

  it.each([
    ["a problem document", 401, { title: "Log in" }, "application/problem+json", "unauthenticated"],
    [
      "an error in the answer",
      200,
      { errors: [{ message: "no", extensions: { code: "FORBIDDEN" } }] },
      "application/json",
      "forbidden",
    ],
    [
      "an error of the query",
      400,
      { errors: [{ message: "no" }] },
      "application/graphql-response+json",
      "internal",
    ],
    ["an empty answer", 200, {}, "application/json", "internal"],
    ["a proxy's error page", 502, "bad gateway", "text/html", "unavailable"],
  ])("fail with a code on %s", async (_what, status, body, type, code) => {
    answerWith(status, body, type);
    await expect(graphqlRequest("t", "{ a }", {})).rejects.toMatchObject({
      name: "ApiError",
      code,
    });
  });

  it("say when the server cannot be reached, and let a cancelled one pass", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(graphqlRequest("t", "{ a }", {})).rejects.toMatchObject({ code: "unreachable" });
    await expect(graphqlRequest("t", "{ a }", {}, AbortSignal.abort())).rejects.toBeInstanceOf(
      TypeError,
    );
  });
});

describe("log-in", () => {
  it("gives a session, the end as ISO text or as a number", async () => {
    answerWith(200, { token: "t", expiresAt: "2026-06-01T12:00:00Z" });
    expect(await logIn("a@b.example", "p")).toEqual({
      token: "t",
      expiresAt: Date.UTC(2026, 5, 1, 12),
    });
    answerWith(200, { token: "t", expiresAt: 7 });
    expect(await logIn("a@b.example", "p")).toEqual({ token: "t", expiresAt: 7 });
  });

  it.each([
    [401, "E-mail or password is wrong."],
    [429, "Too many tries. Wait a minute, then try again."],
    [503, "The server is starting."],
  ])("tells the person what to do on %d", async (status, text) => {
    answerWith(status, { detail: "The server is starting." }, "application/problem+json");
    const error: unknown = await logIn("a@b.example", "p").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(logInProblem(error)).toBe(text);
  });
});
