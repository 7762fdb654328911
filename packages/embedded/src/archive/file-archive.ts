import {
  type Archive,
  DAY_MS,
  type Envelope,
  type Id,
  requireOwnEnvelopes,
  SolarmonError,
  type Span,
  type TenantScope,
  utcDay,
} from "@solarmon/core";
import { rm } from "node:fs/promises";
import { dayPath, daysOf, tenantPath } from "./archive-paths.ts";
import { appendMembers, contentOf, type FoundMember, membersOf, openDay } from "./day-file.ts";
import { fromBlock, toBlocks } from "./envelope-block.ts";
import { writeMember } from "./gzip-member.ts";

const MAX_LENGTHS = 10_000;

export interface ArchiveOptions {
  /** The archive is `raw/{tenant}/{yyyy}/{mm}/{dd}/` below it. */
  readonly dir: string;
  /** Told of damaged blocks, which are left out. */
  readonly onWarning?: (warning: SolarmonError) => void;
}

/** Opens an {@link Archive} in files that only grow: a gzip file a tenant and day. One process may write. */
export function openFileArchive(options: ArchiveOptions): Archive {
  return new FileArchive(options);
}

class FileArchive implements Archive {
  readonly #options: ArchiveOptions;
  /** The last write of each tenant: writes of one tenant follow each other. */
  readonly #writing = new Map<Id, Promise<void>>();

  /** Length of each file after our last append, while it is as we left it. */
  readonly #lengths = new Map<string, number>();

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  async write(scope: TenantScope, envelopes: readonly Envelope[]): Promise<void> {
    requireOwnEnvelopes(scope, envelopes);
    const days = Map.groupBy(envelopes, ({ receivedAt }) => utcDay(receivedAt));
    const packed = await Promise.all(
      [...days].map(async ([day, ofDay]) => ({ day, members: await packBlocks(ofDay) })),
    );
    await this.#inTurn(scope.tenantId, async () => {
      for (const { day, members } of packed) await this.#append(scope.tenantId, day, members);
    });
  }

  async *read(scope: TenantScope, span: Span): AsyncIterable<Envelope> {
    for (const path of await daysOf(this.#options.dir, scope.tenantId, span)) {
      await using file = await openDay(path);
      if (!file) continue;
      for await (const member of membersOf(file)) {
        if (member.newestAt < span.start || member.oldestAt >= span.end) continue;
        const content = await contentOf(file, member).catch((error: unknown) =>
          this.#leaveOut(path, member, error),
        );
        for (const envelope of fromBlock(content))
          if (envelope.receivedAt >= span.start && envelope.receivedAt < span.end) yield envelope;
      }
    }
  }

  async deleteTenant({ tenantId }: TenantScope): Promise<void> {
    await this.#inTurn(tenantId, () =>
      rm(tenantPath(this.#options.dir, tenantId), { recursive: true, force: true }),
    );
  }

  async #append(tenantId: Id, day: number, members: readonly Buffer[]): Promise<void> {
    const path = dayPath(this.#options.dir, tenantId, day * DAY_MS);
    const known = this.#lengths.get(path);
    this.#lengths.delete(path);
    const bytes = await appendMembers(path, members, known);
    if (this.#lengths.size >= MAX_LENGTHS) this.#lengths.clear();
    this.#lengths.set(path, bytes);
  }

  async #inTurn(tenantId: Id, work: () => Promise<void>): Promise<void> {
    const turn = (this.#writing.get(tenantId) ?? Promise.resolve()).then(work);
    const settled = turn.catch(() => undefined);
    this.#writing.set(tenantId, settled);
    await turn.finally(() => {
      if (this.#writing.get(tenantId) === settled) this.#writing.delete(tenantId);
    });
  }

  #leaveOut(path: string, member: FoundMember, cause: unknown): Buffer {
    this.#options.onWarning?.(
      new SolarmonError(
        "storage_corrupt",
        `${path}: the block at byte ${member.offset} is damaged and was left out. Restore it from a backup.`,
        { cause },
      ),
    );
    return Buffer.alloc(0);
  }
}

function packBlocks(envelopes: readonly Envelope[]): Promise<Buffer[]> {
  return Promise.all(
    toBlocks(envelopes).map(({ content, oldestAt, newestAt }) =>
      writeMember(content, oldestAt, newestAt),
    ),
  );
}
