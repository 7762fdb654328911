import { accountName } from "../audit/actors.ts";
import type { LinkDesk } from "./link-desk.ts";

/** Calls a method of the server's desk: gives its name and its request, gets its answer, both in JSON. */
export type CallDesk = (method: keyof LinkDesk, request: string) => Promise<string>;

/** The desk of a server, seen from the command. The server is of the same version, so types are taken as they come. */
export function createRemoteDesk(call: CallDesk): LinkDesk {
  const forward =
    <Result>(method: keyof LinkDesk) =>
    async (request: object): Promise<Result> => {
      const json = JSON.stringify({ ...request, askedBy: accountName() });
      const answer: Result = JSON.parse(await call(method, json));
      return answer;
    };
  return {
    visit: forward("visit"),
    connect: forward("connect"),
    remove: forward("remove"),
    signIn: forward("signIn"),
    poll: forward("poll"),
    backfill: forward("backfill"),
    status: forward("status"),
  };
}

type Answer = (request: string) => Promise<unknown>;

/** The other end: a method for each path below `/links/`. */
export function answersOf(desk: LinkDesk): ReadonlyMap<string, Answer> {
  return new Map<string, Answer>([
    ["visit", (request) => desk.visit(JSON.parse(request))],
    ["connect", (request) => desk.connect(JSON.parse(request))],
    ["remove", (request) => desk.remove(JSON.parse(request))],
    ["signIn", (request) => desk.signIn(JSON.parse(request))],
    ["poll", (request) => desk.poll(JSON.parse(request))],
    ["backfill", (request) => desk.backfill(JSON.parse(request))],
    ["status", (request) => desk.status(JSON.parse(request))],
  ]);
}
