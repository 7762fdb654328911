import { SolarmonError } from "@solarmon/core";

/** Counts what was not done because the server is away, and says so once each time it goes. */
export class Outage {
  readonly #onWarning: (warning: SolarmonError) => void;
  #isOver = true;
  #failures = 0;

  constructor(onWarning: (warning: SolarmonError) => void) {
    this.#onWarning = onWarning;
  }

  /** Commands that were not done. */
  get failures(): number {
    return this.#failures;
  }

  /** What fails from now on fails because we go. */
  end(): void {
    this.#isOver = false;
  }

  /** Tries, and takes the fallback instead of an error. */
  async orElse<Result>(
    doing: string,
    work: () => Promise<Result>,
    fallback: Result,
  ): Promise<Result> {
    try {
      return await this.orThrow(doing, work);
    } catch {
      return fallback;
    }
  }

  /** Tries. @throws `unavailable` for whatever the client throws */
  async orThrow<Result>(doing: string, work: () => Promise<Result>): Promise<Result> {
    try {
      const result = await work();
      this.#isOver = true;
      return result;
    } catch (thrown) {
      throw this.note(doing, thrown);
    }
  }

  /** Counts a command that was not done. */
  note(doing: string, thrown: unknown): SolarmonError {
    this.#failures += 1;
    return this.warn(doing, thrown);
  }

  /** Says that the server went away, unless that was said. */
  warn(what: string, thrown: unknown): SolarmonError {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    // without the cause: errors of the client carry the command, and that of a log-in the password
    const error = new SolarmonError("unavailable", `Redis: ${what}: ${reason}`);
    if (this.#isOver) this.#onWarning(error);
    this.#isOver = false;
    return error;
  }
}
