import {
  SqliteDialect,
  type Dialect,
  type SqliteDatabase,
  type SqliteStatement as KyselyStatement,
} from "kysely";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

const MAX_STATEMENTS = 200;

/** Lets Kysely, which knows better-sqlite3, speak to the SQLite that comes with Node. Statements are prepared once. */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  const statements = new Map<string, KyselyStatement>();
  const adapted: SqliteDatabase = {
    prepare(sql) {
      let statement = statements.get(sql);
      if (!statement) {
        statement = adapt(database.prepare(sql));
        if (statements.size >= MAX_STATEMENTS) statements.clear();
        statements.set(sql, statement);
      }
      return statement;
    },
    close() {
      statements.clear();
      database.close();
    },
  };
  return new SqliteDialect({ database: adapted });
}

function adapt(statement: StatementSync): KyselyStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(toInput)),
    run: (parameters) => statement.run(...parameters.map(toInput)),
    iterate: (parameters) => statement.iterate(...parameters.map(toInput)),
  };
}

function toInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === "number" || typeof value === "string") return value;
  if (typeof value === "bigint" || value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite takes no ${typeof value}`);
}
