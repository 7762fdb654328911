import {
  createMemoryHost,
  ConnectorError,
  type Fetch,
  type LinkPage,
  type LinkSettings,
  type MemoryHostOptions,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { fusionsolarConnector } from "@solarmon/connectors-fusionsolar";
import { VirtualClock } from "@solarmon/core/testing";

export const START: number = Date.UTC(2026, 5, 1, 10);
export const SETTINGS: LinkSettings = {
  portal: "eu5",
  userName: "solarmon_api",
  systemCode: "Secret-1",
};

type Body = Readonly<Record<string, unknown>>;
type Answer = (body: Body, token: string) => object;

export interface AskedCall {
  readonly path: string;
  readonly body: Body;
  /** What the session's header said. */
  readonly token: string;
}

/** The interface without a network: answers by path, a new session with each log-in. */
export class FakeNorthbound {
  readonly clock: VirtualClock = new VirtualClock(START);
  readonly asked: AskedCall[] = [];
  readonly answers: Record<string, Answer> = {};
  /** The session that counts now. */
  token = "";
  passwords: readonly string[] = ["Secret-1"];
  underWay = 0;
  mostUnderWay = 0;

  readonly fetch: Fetch = async (url, init) => {
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    await new Promise((resolve) => setImmediate(resolve));
    this.underWay -= 1;
    const path = url.slice(url.lastIndexOf("/") + 1);
    const body: Body = JSON.parse(typeof init.body === "string" ? init.body : "{}");
    const token = new Headers(init.headers).get("xsrf-token") ?? "";
    this.asked.push({ path, body, token });
    if (path === "login") return this.#logIn(body);
    return Response.json(this.#answer(path, body, token));
  };

  /** A link with a ledger of its own. */
  async open(more: LinkSettings = {}, host: MemoryHostOptions = {}): Promise<VendorLink> {
    const settings = { ...SETTINGS, ...more };
    const { clock, fetch } = this;
    const options = { clock, fetch, ...host };
    return fusionsolarConnector.open(
      settings,
      await createMemoryHost(fusionsolarConnector, settings, options),
    );
  }

  /** How often each was called. */
  count(path: string): number {
    return this.asked.filter((call) => call.path === path).length;
  }

  #logIn({ systemCode }: Body): Response {
    if (!this.passwords.includes(String(systemCode))) return new Response("");
    this.token = `session-${this.count("login")}`;
    return Response.json({ success: true, failCode: 0 }, { headers: { "XSRF-TOKEN": this.token } });
  }

  #answer(path: string, body: Body, token: string): object {
    if (token !== this.token) return { failCode: 305, message: "USER_MUST_RELOGIN" };
    const answer = this.answers[path];
    if (!answer) return { success: false, failCode: 401 };
    return { success: true, failCode: 0, params: { ...body }, ...answer(body, token) };
  }
}

/** Every page, once all are there. */
export async function allPages(pages: AsyncIterable<LinkPage> = noPages()): Promise<LinkPage[]> {
  const all: LinkPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

async function* noPages(): AsyncGenerator<LinkPage> {}

/** Does it again, later, as long as the quota cuts it. */
export async function insist<Result>(
  clock: VirtualClock,
  act: () => Promise<Result>,
): Promise<Result> {
  for (;;)
    try {
      return await act();
    } catch (error) {
      if (!ConnectorError.isConnectorError(error) || error.status !== null) throw error;
      if (error.retryAt === null) throw error;
      clock.set(Math.max(error.retryAt, clock.now()));
    }
}
