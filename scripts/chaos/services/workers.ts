import { type ServerProcess, startServer } from "../../support/server-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

type Environment = Readonly<Record<string, string>>;

/** Processes of one role, each over a folder of its own, that can be killed and started again on it. */
export class Workers implements AsyncDisposable {
  readonly #environment: Environment;
  readonly #stack = new AsyncDisposableStack();
  readonly #folders: string[] = [];
  readonly #running: ServerProcess[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  get running(): readonly ServerProcess[] {
    return this.#running;
  }

  /** Starts one more. */
  async add(role: string): Promise<ServerProcess> {
    const folder = this.#stack.use(await temporaryFolder());
    this.#folders.push(folder.path);
    return await this.#start(this.#folders.length - 1, role);
  }

  /** Ends the first `count` as a power cut would. */
  async kill(count: number): Promise<void> {
    await Promise.all(this.#running.slice(0, count).map((worker) => worker.kill()));
  }

  /** Freezes or thaws all of them. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void {
    for (const { pid } of this.#running) process.kill(pid, signal);
  }

  /** Starts those again on their folders. */
  async restart(count: number, role: string): Promise<void> {
    for (let index = 0; index < count; index++) await this.#start(index, role);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#running.map((worker) => worker[Symbol.asyncDispose]()));
    await this.#stack.disposeAsync();
  }

  async #start(index: number, role: string): Promise<ServerProcess> {
    const order = { environment: this.#environment, args: ["--role", role] };
    const worker = await startServer(this.#folders[index] ?? "", order);
    this.#running[index] = worker;
    return worker;
  }
}
