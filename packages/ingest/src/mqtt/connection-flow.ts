import type { Socket } from "node:net";
import type { Intake } from "../intake/intake.ts";
import type { FrameScanner } from "./frame-scanner.ts";

export interface ConnectionFlowOptions {
  readonly socket: Socket;
  readonly scanner: FrameScanner;
  readonly intake: Pick<Intake, "isFull" | "whenRoom">;
  /** Whether packets may be taken at all. */
  readonly isOpen: () => boolean;
  /** Whether the connection itself holds few enough unfinished things. */
  readonly hasRoom: () => boolean;
}

/** Reads a socket only while there is room for what it brings, so that memory stays bounded. */
export class ConnectionFlow {
  readonly #options: ConnectionFlowOptions;
  #isStopped = false;
  #isPlanned = false;

  constructor(options: ConnectionFlowOptions) {
    this.#options = options;
  }

  /** Whether the next packet may be taken. */
  get mayTake(): boolean {
    const { socket, intake, isOpen, hasRoom } = this.#options;
    return isOpen() && hasRoom() && !intake.isFull && !socket.writableNeedDrain;
  }

  read(chunk: Buffer): void {
    if (!this.#options.scanner.push(chunk)) this.#wait();
  }

  /** Goes on reading if it had to wait and need not any more. */
  goOn(): void {
    const { socket, scanner, isOpen } = this.#options;
    if (this.#isStopped || !socket.isPaused() || !isOpen()) return;
    if (this.mayTake && scanner.resume()) socket.resume();
    else this.#wait();
  }

  /** Ends reading for good. */
  stop(): void {
    this.#isStopped = true;
    this.#options.socket.pause();
  }

  /** Pauses, and plans to go on. For the connection's own room and the log-in whoever makes them calls `goOn`. */
  #wait(): void {
    const { socket, intake } = this.#options;
    socket.pause();
    if (this.#isPlanned) return;
    const goOn = (): void => {
      this.#isPlanned = false;
      this.goOn();
    };
    if (socket.writableNeedDrain) socket.once("drain", goOn);
    else if (intake.isFull) setImmediate(() => intake.whenRoom(goOn));
    else return;
    this.#isPlanned = true;
  }
}
