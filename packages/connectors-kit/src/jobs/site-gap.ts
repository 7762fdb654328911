import type { Instant, LinkGapCause, Span } from "@solarmon/core";

/** A gap as the jobs work on it. */
export interface SiteGap {
  start: Instant;
  end: Instant;
  readonly cause: LinkGapCause;
  /** Read and stored up to here. */
  filledUntil: Instant;
  /** The vendor keeps nothing of it, and nothing more is asked. */
  isHopeless: boolean;
  /** Answers in a row that brought nothing. */
  attempts: number;
  retryAt: Instant;
}

/** More open ones than this are joined: too much is read again then, and nothing is left out. */
const MAX_OPEN = 24;
/** Closed ones that are kept to be shown. */
const MAX_CLOSED = 4;

export function isOpen(gap: SiteGap): boolean {
  return !gap.isHopeless && gap.filledUntil < gap.end;
}

/** Adds a gap unless what is open already holds it, or it is empty. */
export function addGap(
  gaps: SiteGap[],
  span: Span,
  cause: LinkGapCause,
  { isHopeless = false, retryAt = 0 }: Partial<Pick<SiteGap, "isHopeless" | "retryAt">> = {},
): void {
  if (span.end <= span.start) return;
  if (gaps.some((gap) => isOpen(gap) && gap.filledUntil <= span.start && gap.end >= span.end))
    return;
  const { start, end } = span;
  gaps.push({ start, end, cause, filledUntil: start, isHopeless, attempts: 0, retryAt });
  gaps.sort((a, b) => a.start - b.start);
  tidyGaps(gaps);
}

/** A span was read and stored. */
export function fillGaps(gaps: readonly SiteGap[], { start, end }: Span, now: Instant): void {
  for (const gap of gaps)
    if (isOpen(gap) && !isTooEarly(gap, now) && gap.filledUntil >= start && gap.filledUntil < end)
      gap.filledUntil = Math.min(gap.end, end);
}

/** The vendor is not expected to have it yet. */
function isTooEarly({ attempts, retryAt }: SiteGap, now: Instant): boolean {
  return attempts === 0 && retryAt > now;
}

/** Keeps the list short: forgets the oldest of the closed, joins neighbours of the open. */
export function tidyGaps(gaps: SiteGap[]): void {
  const closed = gaps.filter((gap) => !isOpen(gap));
  for (const gap of closed.slice(0, -MAX_CLOSED)) gaps.splice(gaps.indexOf(gap), 1);
  for (let open = gaps.filter(isOpen); open.length > MAX_OPEN; open = gaps.filter(isOpen))
    joinNearest(gaps, open);
}

function joinNearest(gaps: SiteGap[], open: readonly SiteGap[]): void {
  let nearest = 1;
  const distance = (index: number): number =>
    (open[index]?.start ?? Infinity) - (open[index - 1]?.end ?? 0);
  for (let index = 2; index < open.length; index += 1)
    if (distance(index) < distance(nearest)) nearest = index;
  const [first, second] = [open[nearest - 1], open[nearest]];
  if (!first || !second) return;
  first.filledUntil = Math.min(first.filledUntil, second.filledUntil);
  first.end = Math.max(first.end, second.end);
  gaps.splice(gaps.indexOf(second), 1);
}

/** The vendor has nothing of what is open before `at`: it becomes a gap of its own, beside what was filled. */
export function giveUpUntil(gaps: SiteGap[], gap: SiteGap, at: Instant): void {
  const until = Math.min(at, gap.end);
  if (!isOpen(gap) || until <= gap.filledUntil) return;
  const fresh = { ...gap, attempts: 0, retryAt: 0 };
  const parts: SiteGap[] = [
    { ...fresh, end: gap.filledUntil },
    {
      ...fresh,
      start: gap.filledUntil,
      end: until,
      filledUntil: gap.filledUntil,
      isHopeless: true,
    },
    { ...fresh, start: until, filledUntil: until, retryAt: gap.attempts === 0 ? gap.retryAt : 0 },
  ];
  gaps.splice(gaps.indexOf(gap), 1, ...parts.filter(({ start, end }) => end > start));
  tidyGaps(gaps);
}
