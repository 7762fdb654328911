import { type ChildProcess, spawn } from "node:child_process";
import { connect } from "node:net";

const POLL_MS = 20;

/** What a service needs to be started, and started again on the same data. */
export interface ServiceCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Where it listens on loopback once it is ready. */
  readonly port: number;
  /** Longest time until it listens [ms]. */
  readonly patienceMs: number;
  readonly cwd?: string;
  /** Whose process it becomes, for a service that refuses to run as root. Default: ours. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** A service that we started: it can be killed and started again, and ends with this process. */
export class ServiceProcess {
  readonly #command: ServiceCommand;
  #child: ChildProcess | undefined;
  readonly #endWithUs = (): void => void this.#child?.kill("SIGKILL");

  constructor(command: ServiceCommand) {
    this.#command = command;
    process.once("exit", this.#endWithUs);
  }

  /** Starts it; resolves when it listens. @throws with its last words when it ends or does not listen in time */
  async start(): Promise<void> {
    const { program, args, cwd, user } = this.#command;
    const child = spawn(program, args, { cwd, ...user, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    let lastWords = "";
    const listen = (chunk: Buffer): void =>
      void (lastWords = (lastWords + chunk.toString()).slice(-4_000));
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("error", ({ message }) => (lastWords += message));
    if (!(await this.#listens(child))) {
      await this.kill();
      throw new Error(`${program} does not listen on ${this.#command.port}:\n${lastWords}`);
    }
  }

  /** Ends it the hard way (or as told) and waits until it is gone. */
  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const child = this.#child;
    if (!child || child.pid === undefined || hasEnded(child)) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    process.removeListener("exit", this.#endWithUs);
  }

  async #listens(child: ChildProcess): Promise<boolean> {
    const deadlineAt = Date.now() + this.#command.patienceMs;
    while (Date.now() < deadlineAt && !hasEnded(child)) {
      if (await accepts(this.#command.port)) return true;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return false;
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
