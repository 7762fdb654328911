import { SolarmonError } from "@solarmon/core";
import { sqliteCode, toSqliteError } from "../sqlite/sqlite-error.ts";

// Extended result codes of SQLite, https://www.sqlite.org/rescode.html
const CONSTRAINT_FOREIGN_KEY = 787;
const CONSTRAINT_UNIQUE = 2067;

/** What to say when a row collides with another, or points at one that is not there. */
export interface ConstraintMessages {
  readonly conflict?: string;
  readonly notFound?: string;
}

/** Wraps what SQLite threw; anything else stays as it is. */
export function toCatalogError(thrown: unknown, messages: ConstraintMessages = {}): unknown {
  const { conflict = "it exists already", notFound = "there is no such thing" } = messages;
  const code = sqliteCode(thrown);
  if (code === CONSTRAINT_UNIQUE) return new SolarmonError("conflict", conflict, { cause: thrown });
  if (code === CONSTRAINT_FOREIGN_KEY)
    return new SolarmonError("not_found", notFound, { cause: thrown });
  return toSqliteError(thrown, "the catalogue");
}
