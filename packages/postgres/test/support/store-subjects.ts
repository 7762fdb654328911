import type { PostgresOptions, PostgresStores } from "@solarmon/postgres";
import { openStores, type TestDatabase } from "./test-database.ts";

/** A store with the database that it is on, to be opened again. */
interface Opened {
  readonly database: TestDatabase;
  readonly stores: PostgresStores;
}

/** What a conformance suite wants of a store. */
export interface StoreSubjects<Subject> {
  create(): Promise<Subject>;
  restart(subject: Subject): Promise<Subject>;
  close(subject: Subject): Promise<void>;
}

/** How a suite opens one of the stores in a new database, and again on the same. */
export function storeSubjects(
  newDatabase: () => Promise<TestDatabase>,
  common: Partial<PostgresOptions> = {},
): <Subject extends object>(
  pick: (stores: PostgresStores) => Subject,
  options?: Partial<PostgresOptions>,
) => StoreSubjects<Subject> {
  return <Subject extends object>(
    pick: (stores: PostgresStores) => Subject,
    options: Partial<PostgresOptions> = {},
  ) => {
    const opened = new WeakMap<Subject, Opened>();
    const open = async (database: TestDatabase): Promise<Subject> => {
      const stores = await openStores(database, { ...common, ...options });
      const subject = pick(stores);
      opened.set(subject, { database, stores });
      return subject;
    };
    const close = async (subject: Subject): Promise<void> =>
      opened.get(subject)?.stores[Symbol.asyncDispose]();
    return {
      create: async () => open(await newDatabase()),
      async restart(subject: Subject) {
        await close(subject);
        return open(opened.get(subject)?.database ?? (await newDatabase()));
      },
      close,
    };
  };
}
