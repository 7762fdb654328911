import { type Id, type Source, SolarmonError } from "@solarmon/core";
import type { Session } from "../database/session.ts";
import type { SourceNumbers } from "./held-reading.ts";
import { sourceKey, type TenantMemory } from "./writer-memory.ts";

const ALL = "select number, rank, name from solarmon.reading_sources";
const ADD = `
insert into solarmon.reading_sources (tenant_id, rank, name) values ($1, $2, $3) on conflict do nothing`;

type Names = Pick<TenantMemory, "sources" | "sourceNumbers">;

/** The small number that stands for a source of readings within its tenant. Numbers are never changed or reused. */
export class SourceTable implements SourceNumbers {
  readonly #session: Session;
  readonly #names: Names;

  /** @param known - what is remembered; copied, since a transaction that fails must leave nothing in it */
  constructor(session: Session, known?: Names) {
    this.#session = session;
    this.#names = {
      sources: new Map(known?.sources),
      sourceNumbers: new Map(known?.sourceNumbers),
    };
  }

  /** Makes sure that {@link numberOf} knows these sources. */
  async ensure(tenantId: Id, sources: readonly Source[]): Promise<void> {
    if (this.#missing(sources).length === 0) return;
    await this.load();
    const missing = this.#missing(sources);
    const distinct = new Map(missing.map((source) => [sourceKey(source), source]));
    for (const { rank, name } of distinct.values())
      await this.#session.rows(ADD, [tenantId, rank, name]);
    if (missing.length > 0) await this.load();
  }

  #missing(sources: readonly Source[]): readonly Source[] {
    return sources.filter((source) => !this.#names.sourceNumbers.has(sourceKey(source)));
  }

  /** Once the transaction is committed. */
  rememberIn({ sources, sourceNumbers }: Names): void {
    for (const [number, source] of this.#names.sources) sources.set(number, source);
    for (const [key, number] of this.#names.sourceNumbers) sourceNumbers.set(key, number);
  }

  numberOf(source: Source): number {
    const number = this.#names.sourceNumbers.get(sourceKey(source));
    if (number === undefined) throw new TypeError("a source that was not made sure of");
    return number;
  }

  /** Reads the sources of the tenant that the session works as. */
  async load(): Promise<void> {
    type Row = readonly [number: number, rank: number, name: string];
    for (const [number, rank, name] of await this.#session.rows<Row>(ALL)) {
      this.#names.sources.set(number, { rank, name });
      this.#names.sourceNumbers.set(sourceKey({ rank, name }), number);
    }
  }

  /** For numbers that readings carry; another writer may have made one since. */
  async know(numbers: Iterable<number>): Promise<void> {
    for (const number of numbers)
      if (!this.#names.sources.has(number)) {
        await this.load();
        return;
      }
  }

  /** @throws `storage_corrupt` for a number that was never given */
  get(number: number): Source {
    const source = this.#names.sources.get(number);
    if (!source) throw new SolarmonError("storage_corrupt", `there is no source ${number}`);
    return source;
  }
}
