/** A CSV file with one header line. */
export interface Table {
  readonly rows: number;
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Numbers; an empty cell or `NaN` is NaN, `True`/`False` are 1/0. */
  numbers(name: string): Float64Array;
  texts(name: string): readonly string[];
  /** Epoch ms of ISO times; a time without zone is read as if it were UTC; NaN where there is none. */
  instants(name: string): Float64Array;
}

const WORDS: Readonly<Record<string, number>> = {
  "": Number.NaN,
  NaN: Number.NaN,
  NaT: Number.NaN,
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
  True: 1,
  False: 0,
  true: 1,
  false: 0,
};

function parseNumber(text: string): number {
  return WORDS[text] ?? Number(text);
}

/** Epoch ms of an ISO time or date; without a zone it is taken as UTC. */
export function parseInstant(text: string): number {
  if (text === "" || text === "NaN" || text === "NaT") return Number.NaN;
  const iso = text.replace(" ", "T");
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(iso.slice(10));
  return Date.parse(hasZone ? iso : `${iso.length === 10 ? `${iso}T00:00:00` : iso}Z`);
}

function splitLine(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}

export function parseTable(text: string): Table {
  const [header = "", ...lines] = text.split(/\r?\n/).filter((line) => line !== "");
  const names = splitLine(header);
  const cells = lines.map(splitLine);
  const texts = (name: string): string[] => {
    const index = names.indexOf(name);
    if (index < 0) throw new Error(`no column ${name}; there are ${names.join(", ")}`);
    return cells.map((row) => row[index] ?? "");
  };
  return {
    rows: cells.length,
    names,
    has: (name) => names.includes(name),
    numbers: (name) => Float64Array.from(texts(name), parseNumber),
    texts,
    instants: (name) => Float64Array.from(texts(name), parseInstant),
  };
}
