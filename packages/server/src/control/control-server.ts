import { chmod, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { SolarmonError } from "@solarmon/core";
import { toErrorMessage } from "../processor/error-message.ts";
import type { LinkDesk } from "../links/link-desk.ts";
import { answersOf } from "../links/remote-desk.ts";
import type { ProcessorLink } from "../processor/processor-link.ts";

const MAX_ENVELOPE_BYTES = 64 * 1024 * 1024;

/** Who does what the command asks for. */
export interface ControlParts {
  /** Where this process has one. */
  readonly processor: ProcessorLink | undefined;
  readonly links: () => Promise<LinkDesk>;
}

/**
 * Lets the command give work to the running server, so that roll-ups have one writer: a socket in the data folder that
 * only its owner may open. Being able to open it is the right to use it, as it is for the folder's files.
 */
export async function openControlServer(
  socketPath: string,
  parts: ControlParts,
): Promise<AsyncDisposable> {
  // The data folder is locked by now, so a socket that is there was left by a process that was killed.
  if (process.platform !== "win32") await rm(socketPath, { force: true });
  const server = createServer((request, response) => {
    void answer(request, response, parts);
  });
  await listen(server, socketPath);
  if (process.platform !== "win32") await chmod(socketPath, 0o600);
  return {
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  parts: ControlParts,
): Promise<void> {
  try {
    const value = await perform(request, parts);
    response.setHeader("content-type", "application/json").end(JSON.stringify(value ?? null));
  } catch (error) {
    response.writeHead(500, { "content-type": "application/json" });
    response.end(JSON.stringify(toErrorMessage(error)));
  }
}

async function perform(request: IncomingMessage, parts: ControlParts): Promise<unknown> {
  const { processor } = parts;
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://control");
  const [, ofLinks] = /^\/links\/(\w+)$/.exec(pathname) ?? [];
  if (ofLinks !== undefined) return await askLinks(await parts.links(), ofLinks, request);
  switch (`${request.method} ${pathname}`) {
    case "POST /store":
      return requireProcessor(processor).store(await bodyOf(request));
    case "POST /settle":
      await requireProcessor(processor).settle();
      return {};
    case "POST /replay":
      return requireProcessor(processor).replay(Number(searchParams.get("from")));
    case "GET /state":
      return { pid: process.pid, isReady: processor?.isReady ?? true };
    default:
      throw new SolarmonError("not_found", `the server knows no ${request.method} ${pathname}`);
  }
}

function requireProcessor(processor: ProcessorLink | undefined): ProcessorLink {
  if (processor) return processor;
  throw new SolarmonError("unsupported", "the server of this data folder processes no readings");
}

async function askLinks(
  desk: LinkDesk,
  method: string,
  request: IncomingMessage,
): Promise<unknown> {
  const ask = answersOf(desk).get(method);
  if (!ask) throw new SolarmonError("not_found", `the server's links know no ${method}`);
  return await ask(new TextDecoder().decode(await bodyOf(request)));
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > MAX_ENVELOPE_BYTES) throw new SolarmonError("too_large", "over 64 MB at once");
    chunks.push(chunk);
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}
