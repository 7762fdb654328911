import { expect, test } from "vitest";
import { readPages } from "../src/index.ts";
import { failureOf } from "./support/failure.ts";

interface Page {
  readonly rows: readonly number[];
  readonly next?: number;
}

function pagesOf(pages: readonly Page[], asked: number[] = []) {
  const fetchPage = async (cursor: number): Promise<Page> => {
    asked.push(cursor);
    return pages[cursor] ?? { rows: [] };
  };
  return readPages({ vendor: "acme", first: 0, fetchPage, next: ({ next }) => next, maxPages: 5 });
}

async function rowsOf(pages: AsyncIterable<Page>): Promise<number[]> {
  const rows: number[] = [];
  for await (const page of pages) rows.push(...page.rows);
  return rows;
}

test("all pages, in order, once each; an empty one in between ends nothing", async () => {
  const asked: number[] = [];
  const pages = [{ rows: [1, 2], next: 1 }, { rows: [], next: 2 }, { rows: [3] }];
  expect(await rowsOf(pagesOf(pages, asked))).toEqual([1, 2, 3]);
  expect(asked).toEqual([0, 1, 2]);
});

test("who stops reading spends no more calls", async () => {
  const asked: number[] = [];
  for await (const _ of pagesOf([{ rows: [1], next: 1 }, { rows: [2] }], asked)) break;
  expect(asked).toEqual([0]);
});

test("pages that go round, or on and on, end as a fault of the vendor's", async () => {
  const round = await failureOf(
    rowsOf(
      pagesOf([
        { rows: [1], next: 1 },
        { rows: [2], next: 0 },
      ]),
    ),
  );
  expect(round).toMatchObject({ kind: "protocol" });
  const endless = Array.from({ length: 9 }, (_, index) => ({ rows: [index], next: index + 1 }));
  expect((await failureOf(rowsOf(pagesOf(endless)))).message).toContain("more than 5 pages");
});
