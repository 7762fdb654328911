import { globSync, readFileSync } from "node:fs";

/** An `@example` of a comment. */
export interface Example {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

const SOURCES = new URL("../../src/", import.meta.url).pathname;

/** Every `@example` in the sources below `folder`. */
export function findExamples(folder: string): Example[] {
  return globSync(`${folder}/**/*.ts`, { cwd: SOURCES })
    .toSorted()
    .flatMap((file) => {
      const text = readFileSync(`${SOURCES}${file}`, "utf8");
      return [...text.matchAll(/@example\n((?: \*(?! @|\/).*\n)+)/g)].map((match) => ({
        file,
        line: text.slice(0, match.index).split("\n").length,
        code: match[1]!.replaceAll(/^ \* ?/gm, "").trim(),
      }));
    });
}

/** A statement of an example and what the comment behind it promises. */
interface Statement {
  readonly code: string;
  readonly promise: string;
}

function statementsOf(code: string): Statement[] {
  const statements: Statement[] = [];
  let open = "";
  for (const line of code.split("\n")) {
    const [, body = "", promise = ""] = /^(.*?)(?:\s*\/\/\s*(.*))?$/.exec(line) ?? [];
    open += `${body}\n`;
    if (!body.trimEnd().endsWith(";")) continue;
    statements.push({ code: open.trim().replace(/;$/, ""), promise });
    open = "";
  }
  return statements;
}

/** A value that an example gave, with what it promised. */
export interface Seen {
  readonly value: unknown;
  readonly promise: string;
}

/** Runs an example with the package's names in reach; gives the value of each statement that is an expression. */
export function runExample(code: string, names: Readonly<Record<string, unknown>>): Seen[] {
  const body = statementsOf(code).map(({ code: statement, promise }) =>
    /^(?:const|let|import)\b/.test(statement)
      ? `${statement};`
      : `seen.push({ value: (${statement}), promise: ${JSON.stringify(promise)} });`,
  );
  const seen: Seen[] = [];
  // oxlint-disable-next-line typescript/no-implied-eval -- the examples are ours, and running them is the point
  const run = new Function("seen", ...Object.keys(names), body.join("\n"));
  run(seen, ...Object.values(names));
  return seen;
}

/** Whether a number is what a comment says: `0.946…` by its digits, `0.946` to half of its last digit. */
export function keepsPromise(value: number, promise: string): boolean {
  const [, sign = "", digits = "", dots = ""] =
    /^([-−]?)([\d][\d_ ]*(?:\.\d+)?(?:e-?\d+)?)(…?)/.exec(promise) ?? [];
  if (digits === "") return true;
  const wanted = Number(digits.replaceAll(/[_ ]/g, "")) * (sign === "" ? 1 : -1);
  const unit = 10 ** -(digits.split(".")[1]?.length ?? 0);
  const off = (value - wanted) * Math.sign(wanted || 1);
  return dots === "" ? Math.abs(off) <= unit / 2 + 1e-12 : off >= -1e-12 && off < unit;
}
