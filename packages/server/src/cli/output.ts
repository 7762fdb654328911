/** Where a command's answer goes: text for people, or one JSON value per line. */
export interface Output {
  readonly isJson: boolean;
  /** The answer. `text` is for people; without it JSON is shown to them, too. */
  result(value: object, text?: string): void;
  /** Something to know beside the answer; on standard error, so that answers can be piped. */
  note(text: string): void;
}

export function createOutput(isJson: boolean): Output {
  return {
    isJson,
    result: (value, text) => {
      process.stdout.write(`${isJson || text === undefined ? JSON.stringify(value) : text}\n`);
    },
    note: (text) => {
      if (!isJson) process.stderr.write(`${text}\n`);
    },
  };
}

/** Rows in columns as wide as their longest value. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(cell.length, known[column] ?? 0)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
