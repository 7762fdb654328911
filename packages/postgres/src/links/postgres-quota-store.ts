import type { QuotaState, QuotaStore } from "@solarmon/core";
import type { Database } from "../database/database.ts";

const LOAD = "select state from solarmon.quotas where credential = $1";
const SAVE = `
insert into solarmon.quotas (credential, state) values ($1, $2::jsonb)
on conflict (credential) do update set state = excluded.state`;

/** {@link QuotaStore} in PostgreSQL. Saves of this process are written one after another, each state once. */
export class PostgresQuotaStore implements QuotaStore {
  readonly #database: Database;
  /** States that wait while a save is under way; a newer one of the same credential takes the place of the older. */
  #waiting = new Map<string, string>();
  #saving: Promise<void> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  async load(credential: string): Promise<QuotaState | undefined> {
    const [row] = await this.#database.asOperator((session) =>
      session.rows<[QuotaState]>(LOAD, [credential]),
    );
    return row?.[0];
  }

  save(credential: string, state: QuotaState): Promise<void> {
    this.#waiting.set(credential, JSON.stringify(state));
    const turn = this.#saving.then(() => this.#flush());
    this.#saving = turn.catch(() => undefined);
    return turn;
  }

  async #flush(): Promise<void> {
    const states = this.#waiting;
    this.#waiting = new Map();
    if (states.size === 0) return; // an earlier turn has written it
    const ordered = [...states].toSorted(([a], [b]) => (a < b ? -1 : 1));
    await this.#database.asOperator(async (session) => {
      for (const [credential, state] of ordered) await session.rows(SAVE, [credential, state]);
    });
  }
}
