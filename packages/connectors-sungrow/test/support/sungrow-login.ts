import {
  StandInLogin,
  type StandInReply,
  type StandInRequest,
} from "@solarmon/connectors-kit/stand-in";
import { objectOf } from "@solarmon/connectors-kit";
import { type Clock, HOUR_MS } from "@solarmon/core";

export type LoginKind = "account" | "oauth2";

const APPKEY = "ABCDEF0123456789";
const SECRET_KEY = "secret-key-of-the-application";
const REDIRECT = "https://example.org/isolarcloud";
const ACCESS_MS = { account: 12 * HOUR_MS, oauth2: HOUR_MS };

/** What a call carries in its body. */
export function askedIn({ body }: StandInRequest): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(Object.entries(objectOf(JSON.parse(body)) ?? {}));
}

/** Log-ins of iSolarCloud: passwords and codes that end, tokens in the body or as a header. */
export class SungrowLogins {
  readonly #kind: LoginKind;
  readonly #tokens: StandInLogin;
  readonly #proofs: string[] = [];

  constructor(clock: Clock, kind: LoginKind) {
    this.#kind = kind;
    this.#tokens = new StandInLogin(clock, ACCESS_MS[kind]);
    this.renew();
  }

  /** A new password, or a new code. */
  renew(): void {
    this.#proofs.push(`${this.#kind}-proof-${this.#proofs.length}`);
  }

  revoke(): void {
    this.#tokens.revoke();
    this.#proofs.push(`nobody-knows-${this.#proofs.length}`);
  }

  settings(gateway: string): Readonly<Record<string, string>> {
    const proof = this.#proofs.at(-1) ?? "";
    const common = { gateway, appkey: APPKEY, secretKey: SECRET_KEY };
    return this.#kind === "account"
      ? { ...common, user: "owner@example.org", password: proof }
      : { ...common, code: proof, redirectUrl: REDIRECT };
  }

  secrets(): readonly string[] {
    return [...this.#proofs, SECRET_KEY, ...this.#tokens.secrets()];
  }

  accepts(request: StandInRequest): boolean {
    const token =
      this.#kind === "account"
        ? askedIn(request).get("token")
        : request.headers["authorization"]?.replace("Bearer ", "");
    return isApplication(request) && this.#tokens.accepts(String(token));
  }

  logIn(request: StandInRequest): StandInReply {
    if (!isApplication(request)) return refused("E900", "unauthorized access");
    if (askedIn(request).get("user_password") !== this.#proofs.at(-1))
      return success({ login_state: "0", msg: "账号或密码输入错误", remain_times: "4" });
    return success({ login_state: "1", token: this.#tokens.issue().accessToken });
  }

  /** A code works once. */
  exchange(request: StandInRequest): StandInReply {
    const asked = askedIn(request);
    const isGood =
      asked.get("code") === this.#proofs.at(-1) && asked.get("redirect_uri") === REDIRECT;
    if (!isApplication(request) || !isGood) return { body: { error: "invalid_grant" } };
    this.#proofs.push(`used-up-${this.#proofs.length}`);
    return issued(this.#tokens.issue());
  }

  refresh(request: StandInRequest): StandInReply {
    const tokens = this.#tokens.refresh(String(askedIn(request).get("refresh_token")));
    return tokens && isApplication(request) ? issued(tokens) : { body: { error: "invalid_grant" } };
  }
}

function issued(tokens: ReturnType<StandInLogin["issue"]>): StandInReply {
  return success({
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken,
    expires_in: tokens.expiresInS,
    token_type: "bearer",
  });
}

function isApplication(request: StandInRequest): boolean {
  const isKnown = askedIn(request).get("appkey") === APPKEY;
  return isKnown && request.headers["x-access-key"] === SECRET_KEY;
}

export function success(result_data: unknown): StandInReply {
  return {
    body: { req_serial_num: "2022020838d8", result_code: "1", result_data, result_msg: "success" },
  };
}

export function refused(result_code: string, result_msg: string): StandInReply {
  return { body: { result_code, result_data: null, result_msg } };
}
