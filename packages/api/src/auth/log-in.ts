import {
  type AuditTrail,
  type Catalog,
  type Clock,
  RateLimitedError,
  SolarmonError,
  type User,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { randomBytes } from "node:crypto";
import { AttemptLimiter, type AttemptRule } from "./attempt-limiter.ts";
import type { LocalIssuer, Session } from "./local-issuer.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";

const WINDOW_MS = 15 * 60_000;
const LIMITS = { pair: 10, email: 50, address: 100 };
// Each check takes 32 MiB: more at once would break the memory bound.
const MAX_CHECKS_AT_ONCE = 2;
const MAX_CHECKS_WAITING = 50;

interface LogInRequest {
  readonly email: string;
  readonly password: string;
  /** Network address of the client. */
  readonly address: string;
}

/** @throws `unauthenticated` unknown user or wrong password, the same answer · `rate_limited` */
export type LogIn = (request: LogInRequest) => Promise<Session>;

function rulesFor(email: string, address: string): readonly AttemptRule[] {
  return [
    { key: `pair ${email} ${address}`, limit: LIMITS.pair },
    { key: `email ${email}`, limit: LIMITS.email },
    { key: `address ${address}`, limit: LIMITS.address },
  ];
}

/** Lets a few tasks run at once and the rest wait in line, a bounded one. */
function createGate(): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= MAX_CHECKS_AT_ONCE) {
      if (waiting.length >= MAX_CHECKS_WAITING)
        throw new RateLimitedError("Too many log-ins at once. Try again in a moment.", 2_000);
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

interface LogInParts {
  readonly catalog: Catalog;
  readonly issuer: LocalIssuer;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

/**
 * Log-in with e-mail and password: limited per e-mail and address, and as slow for unknown users as for known ones. Each
 * is noted in the log of the user's tenant; for an address that nobody has there is no tenant to note it in.
 */
export function createLogIn({ catalog, issuer, audit, clock }: LogInParts): LogIn {
  const limiter = new AttemptLimiter(clock, WINDOW_MS);
  const gate = createGate();
  let nobodysHash: Promise<string> | undefined;

  return async ({ email, password, address }) => {
    const rules = rulesFor(email.trim().toLowerCase(), address);
    limiter.take(rules);
    nobodysHash ??= hashPassword(randomBytes(24).toString("base64url"));
    const decoy = await nobodysHash;
    const user = await catalog.findUser(email.trim());
    const isRight = await gate(() => verifyPassword(password, user?.passwordHash ?? decoy));
    // Nobody waits for the entry: the time that it takes would tell whether there is such a user.
    if (user) void audit.note(scopeOf(user.tenantId), logInAct(user, isRight, address));
    if (!user || !isRight)
      throw new SolarmonError("unauthenticated", "E-mail address or password is wrong.");
    limiter.giveBack(rules);
    return issuer.issue(user);
  };
}

function logInAct(
  { id, email }: User,
  isRight: boolean,
  address: string,
): Parameters<AuditTrail["note"]>[1] {
  return {
    actor: isRight ? { kind: "user", id, name: email } : { kind: "unknown", id: null, name: null },
    action: isRight ? "user.logged_in" : "user.log_in_failed",
    subject: { kind: "user", id, name: email },
    address,
  };
}
