import { SolarmonError, type SolarmonErrorCode } from "@solarmon/core";

// SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html: whole codes first, then classes.
const CODES: Readonly<Record<string, SolarmonErrorCode>> = {
  "22021": "invalid_argument", // a character that UTF-8 or PostgreSQL does not have, such as NUL
  "22P05": "invalid_argument",
  "23503": "not_found",
  "23505": "conflict",
  "40001": "unavailable", // serialisation failure: the same call may succeed
  "40P01": "unavailable", // deadlock: one of the two is ended and may try again
  "42501": "forbidden",
  "53100": "storage_full",
  "55P03": "locked",
  "57014": "unavailable", // statement timeout, or ended by an operator
  "57P01": "unavailable",
  "57P02": "unavailable",
  "57P03": "unavailable", // starting up or shutting down
  "57P05": "unavailable",
};
const CLASSES: Readonly<Record<string, SolarmonErrorCode>> = {
  "08": "unavailable", // connection
  "28": "unauthenticated",
  "53": "unavailable", // too many connections, out of memory
  "58": "unavailable", // the operating system's errors
  XX: "storage_corrupt",
};
/** Of Node's sockets; a write to a closed one, a name that is not found, a refused or broken connection. */
const SYSTEM_CODES = /^(?:E(?:CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_AGAIN)|ENOTFOUND)/;
/** What `pg` and its pool say when a connection is gone; they give no code. */
const LOST =
  /connection (?:terminated|error|ended)|not queryable|timeout exceeded|read timeout|client was closed/i;

/** A pooler's word for what it would not take; as SQLSTATE it gives that of a broken protocol. */
const REFUSED_PARAMETER = /unsupported startup parameter/i;

/** What to say when a row collides with another, or points at one that is not there. */
export interface ConstraintMessages {
  readonly conflict?: string;
  readonly notFound?: string;
}

function sqlState(thrown: unknown): string | undefined {
  return stringOf(thrown, "code");
}

function stringOf(thrown: unknown, key: string): string | undefined {
  if (typeof thrown !== "object" || thrown === null) return undefined;
  const value: unknown = Reflect.get(thrown, key);
  return typeof value === "string" ? value : undefined;
}

/** SQLSTATEs of transactions that lost to another one and may be run again as they are. */
const RACES: ReadonlySet<string | undefined> = new Set(["23505", "40001", "40P01"]);

/** SQLSTATEs with which the server ends the connection. */
const GOODBYE = /^(?:08|57P|58)/;

/** Whether the server, or code of ours, has told what went wrong, so that the connection still works. */
export function isAnswer(thrown: unknown): boolean {
  if (SolarmonError.is(thrown)) return true;
  const state = sqlState(thrown) ?? "";
  return state.length === 5 && !GOODBYE.test(state);
}

/** Whether a transaction, already wrapped, ended because another one did the same at the same time. */
export function isRace(error: unknown): boolean {
  return error instanceof Error && RACES.has(sqlState(error.cause));
}

/** Wraps what PostgreSQL or the connection threw; a {@link SolarmonError} stays as it is. */
export function toPostgresError(thrown: unknown, messages: ConstraintMessages = {}): SolarmonError {
  if (SolarmonError.is(thrown)) return thrown;
  const code = codeOf(thrown);
  return new SolarmonError(code, messageOf(code, thrown, messages), { cause: redacted(thrown) });
}

function codeOf(thrown: unknown): SolarmonErrorCode {
  const state = sqlState(thrown) ?? "";
  const message = thrown instanceof Error ? thrown.message : "";
  if (REFUSED_PARAMETER.test(message)) return "unsupported";
  const known = CODES[state] ?? CLASSES[state.length === 5 ? state.slice(0, 2) : ""];
  if (known) return known;
  return SYSTEM_CODES.test(state) || LOST.test(message) ? "unavailable" : "internal";
}

function messageOf(
  code: SolarmonErrorCode,
  thrown: unknown,
  { conflict = "it exists already", notFound = "there is no such thing" }: ConstraintMessages,
): string {
  if (code === "conflict") return conflict;
  if (code === "not_found") return notFound;
  if (code === "unavailable") return "PostgreSQL cannot be reached or gave up. Try again.";
  if (code === "storage_full") return "the disk of PostgreSQL is full. Make room and try again.";
  if (code === "forbidden")
    return "the role of this connection may not do that: see the README of @solarmon/postgres";
  if (code === "unsupported")
    return "the pooler in front of PostgreSQL refuses our time limits: set its ignore_startup_parameters = statement_timeout,idle_in_transaction_session_timeout";
  const state = sqlState(thrown) ?? "";
  return state.length === 5
    ? `PostgreSQL refused (SQLSTATE ${state})`
    : "PostgreSQL was not reached";
}

/** Without `detail` and `where`, which quote rows: nothing of a tenant's data may reach a log. */
function redacted(thrown: unknown): Error {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const cause = new Error(sqlState(thrown) === "22P02" ? "invalid text" : message);
  for (const key of ["code", "severity", "table", "constraint", "routine"]) {
    const value = stringOf(thrown, key);
    if (value !== undefined) Object.assign(cause, { [key]: value });
  }
  return cause;
}
