import { connect, createServer, type Socket } from "node:net";

/** A way to a service on loopback that can be cut. */
export interface CuttableProxy extends AsyncDisposable {
  readonly port: number;
  /** Port of the service that it leads to. */
  target: number;
  /** Ends all connections and refuses new ones. */
  cut(): void;
  /** Lets nothing through and says nothing, as a network does that loses all packets. */
  stall(): void;
  /** Lets nothing through on connections that are open, and new ones work: the other side was replaced. */
  strand(): void;
  heal(): void;
}

type State = "cut" | "stalled" | "whole";

/** Connections that are passed on, as long as the state allows. */
class Proxy {
  target = 0;
  state: State = "whole";
  readonly #sockets = new Set<Socket>();
  readonly #stranded = new WeakSet<Socket>();

  readonly accept = (near: Socket): void => {
    if (this.state === "cut") {
      near.destroy();
      return;
    }
    const far = connect({ host: "127.0.0.1", port: this.target });
    this.#pass(near, far);
    this.#pass(far, near);
  };

  endAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  strandAll(): void {
    for (const socket of this.#sockets) this.#stranded.add(socket);
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on("data", (chunk) => {
      if (this.state === "whole" && !this.#stranded.has(from)) to.write(chunk);
    });
    from.on("error", () => to.destroy());
    from.on("close", () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}

export async function startProxy(): Promise<CuttableProxy> {
  const proxy = new Proxy();
  const server = createServer(proxy.accept);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    port: address.port,
    get target() {
      return proxy.target;
    },
    set target(port) {
      proxy.target = port;
    },
    cut() {
      proxy.state = "cut";
      proxy.endAll();
    },
    stall() {
      proxy.state = "stalled";
    },
    strand() {
      proxy.strandAll();
    },
    heal() {
      // what was lost meanwhile is lost: those connections are out of step
      if (proxy.state === "stalled") proxy.endAll();
      proxy.state = "whole";
    },
    async [Symbol.asyncDispose]() {
      proxy.endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
