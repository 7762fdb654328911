/** What a law works with. */
export interface LawContext<Subject> {
  /** The adapter under test; after {@link restart} the one that was opened again. */
  readonly subject: Subject;
  /** Stops the adapter and opens it again on the same data. */
  readonly restart: () => Promise<Subject>;
  /** How long a law waits for something that must happen before it counts as failed [ms]. */
  readonly patienceMs: number;
}

/** Something that holds for every adapter of a port. Its name is a sentence. */
export interface Law<Subject> {
  readonly name: string;
  /** Left out, and listed as skipped, where the suite is given no `restart`. */
  readonly needsRestart?: boolean;
  /** Rejects when the law does not hold. */
  readonly run: (context: LawContext<Subject>) => Promise<void>;
}

/** How a suite gets its adapter. */
export interface SuiteOptions<Subject> {
  /** A new, empty adapter; called for every law. */
  readonly create: () => Subject | Promise<Subject>;
  /** Stops the adapter the hard way and opens it again on the same data: proves what survives. */
  readonly restart?: (subject: Subject) => Subject | Promise<Subject>;
  /** Clears up after a law. Default: `Symbol.asyncDispose` of the adapter, where it has one. */
  readonly close?: (subject: Subject) => void | Promise<void>;
  /** Laws that do not apply, by name, each with the reason. An unknown name fails. */
  readonly skip?: Readonly<Record<string, string>>;
  /** See {@link LawContext}. Default 5,000. */
  readonly patienceMs?: number;
}

function isDisposable(subject: unknown): subject is AsyncDisposable {
  return (
    typeof subject === "object" &&
    subject !== null &&
    Symbol.asyncDispose in subject &&
    typeof subject[Symbol.asyncDispose] === "function"
  );
}

async function dispose(subject: unknown): Promise<void> {
  if (isDisposable(subject)) await subject[Symbol.asyncDispose]();
}

/** Runs one law against a new adapter. Rejects when the law does not hold. */
export async function runLaw<Subject>(
  law: Law<Subject>,
  options: SuiteOptions<Subject>,
): Promise<void> {
  const { create, restart, close = dispose, patienceMs = 5_000 } = options;
  let subject = await create();
  const context: LawContext<Subject> = {
    get subject() {
      return subject;
    },
    async restart() {
      if (!restart) throw new TypeError(`the law "${law.name}" needs a restart function`);
      subject = await restart(subject);
      return subject;
    },
    patienceMs,
  };
  try {
    await law.run(context);
  } finally {
    await close(subject);
  }
}
