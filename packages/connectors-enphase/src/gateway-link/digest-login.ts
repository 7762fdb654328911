import { createHash, randomBytes } from "node:crypto";
import { ConnectorError, type ReceivedReply } from "@solarmon/connectors-kit";
import type { GatewayLogin, Headers, SendWith } from "./gateway-login.ts";

const USER = "envoy";

/** Firmware below 7: HTTP Digest where the gateway asks for it (RFC 2617, MD5), which is for few addresses. */
export class DigestLogin implements GatewayLogin {
  readonly #password: string;
  #challenge: Challenge | undefined;
  #count = 0;

  constructor(password: string) {
    this.#password = password;
  }

  /** To be told of every reply: a refusal carries the challenge. */
  noteReply({ status, headers }: ReceivedReply): void {
    const challenge = status === 401 ? challengeIn(headers["www-authenticate"]) : undefined;
    if (!challenge) return;
    this.#challenge = challenge;
    this.#count = 0;
  }

  async use<Result>(send: SendWith<Result>, path: string): Promise<Result> {
    try {
      return await send(this.#headersFor(path));
    } catch (error) {
      const isAsked = ConnectorError.isConnectorError(error) && error.kind === "auth";
      if (!isAsked || this.#challenge === undefined || this.#count > 0) throw error;
    }
    return await send(this.#headersFor(path));
  }

  async tryOnce<Result>(send: SendWith<Result>, path: string): Promise<Result> {
    return await this.use(send, path);
  }

  #headersFor(path: string): Headers {
    if (!this.#challenge) return {};
    const { realm, nonce, opaque } = this.#challenge;
    this.#count += 1;
    const count = this.#count.toString(16).padStart(8, "0");
    const ours = randomBytes(8).toString("hex");
    const secret = md5(`${USER}:${realm}:${this.#password}`);
    const response = md5(`${secret}:${nonce}:${count}:${ours}:auth:${md5(`GET:${path}`)}`);
    const fields = [
      `username="${USER}"`,
      `realm="${realm}"`,
      `nonce="${nonce}"`,
      `uri="${path}"`,
      `qop=auth`,
      `nc=${count}`,
      `cnonce="${ours}"`,
      `response="${response}"`,
      ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
    ];
    return { authorization: `Digest ${fields.join(", ")}` };
  }
}

interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
}

function challengeIn(header: string | undefined): Challenge | undefined {
  if (header === undefined || !/^digest\s/iu.test(header)) return undefined;
  const field = (name: string): string | undefined =>
    new RegExp(`\\b${name}="([^"]*)"`, "iu").exec(header)?.[1];
  const [realm, nonce] = [field("realm"), field("nonce")];
  if (realm === undefined || nonce === undefined) return undefined;
  return { realm, nonce, opaque: field("opaque") };
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
