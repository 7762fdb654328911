import { userInfo } from "node:os";
import { SolarmonError } from "@solarmon/core";
import { MemorySecretStore } from "@solarmon/core/memory";
import { describe, expect, it } from "vitest";
import { answerDesk } from "../../src/links/answer-desk.ts";
import { askDesk } from "../../src/links/ask-desk.ts";
import { DeskMail } from "../../src/links/desk-mail.ts";
import type { LinkDesk } from "../../src/links/link-desk.ts";
import type { OnMessage } from "../../src/services/side-topic.ts";

const KEY = { tenantId: "t", linkId: "l" };
const QUICK = { nobodyMs: 50, silentMs: 50 };

const refuse = async (): Promise<never> => {
  throw new SolarmonError("internal", "not asked for in this test");
};

const REFUSING: LinkDesk = {
  visit: refuse,
  connect: refuse,
  remove: refuse,
  signIn: refuse,
  poll: refuse,
  backfill: refuse,
  status: refuse,
};

/** A topic in memory, and the store that all ends of it share. */
class Post {
  readonly secrets = new MemorySecretStore();
  /** Every message that was sent, as text. */
  readonly sent: string[] = [];
  readonly #listeners: OnMessage[] = [];

  mail(): DeskMail {
    const topic = {
      tell: async (key: string, value: Uint8Array): Promise<void> => {
        this.sent.push(new TextDecoder().decode(value));
        for (const listener of this.#listeners) listener(key, value);
      },
      listen: async (listener: OnMessage): Promise<void> => void this.#listeners.push(listener),
      [Symbol.asyncDispose]: async () => undefined,
    };
    return new DeskMail(topic, this.secrets);
  }

  /** A process that reads links, and does this with what it is asked. */
  async serve(desk: Partial<LinkDesk>): Promise<void> {
    const whole = { ...REFUSING, ...desk };
    await answerDesk(
      this.mail(),
      async () => whole,
      (message) => this.sent.push(message),
    );
  }
}

describe("a desk in another process", () => {
  it("does what it is asked once, and answers; what was said is nowhere in the topic, nor left in the store", async () => {
    const post = new Post();
    const done: unknown[] = [];
    await post.serve({ signIn: async (request) => void done.push(request) });
    const desk = await askDesk(post.mail());
    const request = { ...KEY, settings: { password: "hunter2" } };
    await desk.signIn(request);
    expect(done).toEqual([{ ...request, askedBy: userInfo().username }]);
    expect(post.sent.join()).not.toContain("hunter2");
    expect(post.sent.map((text) => JSON.parse(text))).toMatchObject([
      { kind: "ask", method: "signIn" },
      { kind: "working" },
      { kind: "done" },
    ]);
    expect(await post.secrets.names("")).toEqual([]);
  });

  it("tells why it failed, with the code", async () => {
    const post = new Post();
    await post.serve({
      remove: async () => {
        throw new SolarmonError("not_found", "there is no link l");
      },
    });
    const desk = await askDesk(post.mail());
    const failure = { code: "not_found", message: "there is no link l" };
    await expect(desk.remove(KEY)).rejects.toMatchObject(failure);
  });

  it("answers several who ask at a time, each his own", async () => {
    const post = new Post();
    await post.serve({
      remove: async ({ linkId }) => {
        throw new SolarmonError("conflict", linkId);
      },
    });
    const [one, other] = [await askDesk(post.mail()), await askDesk(post.mail())];
    const failures = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        (n % 2 === 0 ? one : other).remove({ ...KEY, linkId: `${n}` }).catch(String),
      ),
    );
    expect(failures).toEqual(Array.from({ length: 10 }, (_, n) => `SolarmonError: ${n}`));
  });

  it("fails in time when nobody is there, and leaves no request behind", async () => {
    const post = new Post();
    const desk = await askDesk(post.mail(), QUICK);
    await expect(desk.remove(KEY)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("no server reads the vendor links"),
    });
    let done = 0;
    await post.serve({ remove: async () => void done++ });
    expect([done, ...(await post.secrets.names(""))]).toEqual([0]);
  });

  it("fails in time when who took it up is heard of no more", async () => {
    const post = new Post();
    const dying = post.mail();
    await dying.listen((id, { kind }) => {
      if (kind === "ask") void dying.tell(id, { kind: "working" });
    });
    const desk = await askDesk(post.mail(), QUICK);
    await expect(desk.remove(KEY)).rejects.toMatchObject({
      message: expect.stringContaining("went away while it was at it"),
    });
  });

  it("passes over what is no message", async () => {
    const post = new Post();
    await post.serve({ remove: async () => undefined });
    const stranger = post.mail();
    for (const kind of ["ask", "done", "sing"]) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a later version may send anything
      await stranger.tell("x", { kind } as { kind: "ask" });
    }
    const desk = await askDesk(post.mail());
    await expect(desk.remove(KEY)).resolves.toBeNull();
  });
});
