import type { UsageBooking, UsageDay, UsageLedger } from "@solarmon/core";
import { MemoryUsageLedger } from "@solarmon/core/memory";
import { usageLedgerLaws } from "@solarmon/core/testing";
import { broken } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

function breakIt(change: (inner: UsageLedger) => Partial<UsageLedger>): () => UsageLedger {
  return () => broken<UsageLedger>(new MemoryUsageLedger(), change);
}

function breakBookings(
  change: (bookings: readonly UsageBooking[]) => readonly UsageBooking[],
): () => UsageLedger {
  return breakIt((inner) => ({ book: (bookings) => inner.book(change(bookings)) }));
}

function breakDays(change: (day: UsageDay) => UsageDay): () => UsageLedger {
  return breakIt((inner) => ({
    days: async (...given) => (await inner.days(...given)).map((day) => change(day)),
  }));
}

function withSource(booking: UsageBooking, source: string): UsageBooking {
  return { ...booking, source };
}

/** Books each call under a source of its own: nothing was there before. */
function forgetful(): UsageLedger {
  let call = 0;
  return broken<UsageLedger>(new MemoryUsageLedger(), (inner) => ({
    book: (bookings) => inner.book(bookings.map((one) => withSource(one, `${call++}`))),
  }));
}

/** Looks what is new, waits, books: two at once both do. */
function lateBooker(): UsageLedger {
  const seen = new Set<string>();
  return broken<UsageLedger>(new MemoryUsageLedger(), (inner) => ({
    async book(bookings) {
      const fresh = bookings.filter((one) => !seen.has(keyOf(one)));
      await Promise.resolve();
      await inner.book(fresh.map((one) => withSource(one, `${keyOf(one)} ${Math.random()}`)));
      for (const one of fresh) seen.add(keyOf(one));
    },
  }));
}

function keyOf({ tenantId, source, position }: UsageBooking): string {
  return `${tenantId} ${source} ${position}`;
}

/** Takes positions for texts: of 9 and 10 the first is the higher one. */
const byText = breakBookings((bookings) =>
  bookings.map((one) => ({ ...one, position: `${BigInt(one.position.padEnd(60, "0"))}` })),
);

const fakes: Record<string, Fake<UsageLedger>> = {
  "each measure is told by day as it was booked, added up": breakDays((day) => ({
    ...day,
    pointsStored: day.pointsIngested,
  })),
  "a plant counts once a day, with its largest nameplate; one that is unknown as 0": breakDays(
    (day) => ({ ...day, plantsMonitored: day.plantsMonitored + 1 }),
  ),
  "days are those that begin within the span, its end not included": breakIt((inner) => ({
    days: (scope, { start, end }) => inner.days(scope, { start, end: end + 1 }),
  })),
  "a call is booked as a whole or not at all": breakIt((inner) => ({
    async book(bookings) {
      for (const one of bookings) await inner.book([one]);
    },
  })),
  "hostile names of sources are only names": breakBookings((bookings) =>
    bookings.map((one) => withSource(one, one.source || `${Math.random()}`)),
  ),
  "tenants never mix, and a deleted one has nothing left": breakIt(() => ({
    deleteTenant: async () => undefined,
  })),
  "figures and positions survive a restart": {
    create: () => new MemoryUsageLedger(),
    restart: () => new MemoryUsageLedger(),
  },
  "what was booked counts no more, whatever comes along with it": forgetful,
  "positions are numbers, of any length": byText,
  "each tenant and source is booked for itself": breakBookings((bookings) =>
    bookings.map((one) => withSource(one, "log")),
  ),
  "an event may be booked in parts, in one call": breakIt((inner) => ({
    async book(bookings) {
      for (const one of bookings) await inner.book([one]);
    },
  })),
  "calls at once that book the same count once": lateBooker,
  "whatever is delivered again, the figures are those of each event once": forgetful,
};

proveLaws("the laws of UsageLedger catch", usageLedgerLaws, fakes);
