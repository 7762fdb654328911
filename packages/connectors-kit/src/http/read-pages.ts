import { ConnectorError } from "./connector-error.ts";

/** What {@link readPages} needs. */
export interface PagesOptions<Page, Cursor extends string | number> {
  /** Named in errors. */
  readonly vendor: string;
  readonly first: Cursor;
  readonly fetchPage: (cursor: Cursor) => Promise<Page>;
  /** Cursor of the page after this one; `undefined` after the last. */
  readonly next: (page: Page, cursor: Cursor) => Cursor | undefined;
  /** More pages than this are a fault of the vendor's. Default 1,000. */
  readonly maxPages?: number;
}

const MAX_PAGES = 1_000;

/**
 * Pages one after the other; each is fetched when it is asked for, so that a quota is spent on what is used only.
 *
 * @throws {@link ConnectorError} `protocol` when a cursor comes back a second time or there are too many pages
 */
export async function* readPages<Page, Cursor extends string | number>(
  options: PagesOptions<Page, Cursor>,
): AsyncGenerator<Page, void, void> {
  const { vendor, fetchPage, next, maxPages = MAX_PAGES } = options;
  const seen = new Set<Cursor>();
  let cursor: Cursor | undefined = options.first;
  while (cursor !== undefined) {
    if (seen.has(cursor)) throw new ConnectorError("protocol", vendor, "pages go round in circles");
    if (seen.size >= maxPages)
      throw new ConnectorError("protocol", vendor, `more than ${maxPages} pages`);
    seen.add(cursor);
    const page: Page = await fetchPage(cursor);
    yield page;
    cursor = next(page, cursor);
  }
}
