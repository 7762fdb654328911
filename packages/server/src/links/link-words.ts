import { DAY_MS, type Instant, type LinkHealth, type LinkStatus } from "@solarmon/core";

type Words = (status: LinkStatus, now: Instant) => string;

const WORDS: Readonly<Record<LinkHealth, Words>> = {
  new: () => "not read yet",
  ok: ({ reason }) => `ok${because(reason)}`,
  needs_login: ({ reason }) => `needs login${because(reason)}`,
  waiting_for_quota: ({ until }, now) =>
    `waiting for vendor quota${until === null ? "" : ` until ${clockTime(until, now)}`}`,
  unreachable: ({ reason, until }, now) => `unreachable${because(reason)}${nextTry(until, now)}`,
  degraded: ({ reason, until }, now) => `degraded${because(reason)}${nextTry(until, now)}`,
};

/** How a link is doing, in the words that people see everywhere. Times are those of this machine. */
export function linkWords(status: LinkStatus, now: Instant): string {
  return WORDS[status.health](status, now);
}

/** Hours and minutes; with the date when it is not soon. */
export function clockTime(at: Instant, now: Instant): string {
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const isSoon = Math.abs(at - now) < DAY_MS;
  const date = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const format = new Intl.DateTimeFormat("sv-SE", isSoon ? time : { ...date, ...time });
  return format.format(at);
}

function because(reason: string | null): string {
  return reason === null ? "" : `: ${reason}`;
}

function nextTry(until: Instant | null, now: Instant): string {
  return until === null || until <= now ? "" : ` (next try ${clockTime(until, now)})`;
}
