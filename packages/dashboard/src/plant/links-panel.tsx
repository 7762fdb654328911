import { useQuery } from "@tanstack/react-query";
import { plantLinksQuery } from "../api/queries.ts";
import type { Plant, PlantLink } from "../api/types.ts";
import { useToken } from "../session/session-context.ts";
import { ConditionLine } from "../status/condition-line.tsx";
import { linkWords } from "../status/link-words.ts";
import { AsOf } from "../ui/as-of.tsx";
import { useNow } from "../ui/use-now.ts";

const STEP_MS = 5_000;

/** Where the plant's readings are fetched from, and how that goes; nothing for a plant whose devices send by themselves. */
export function LinksPanel({ plant }: { plant: Plant }) {
  const { data: links = [] } = useQuery(plantLinksQuery(useToken(), plant.id));
  if (links.length === 0) return null;
  return (
    <section className="card links" aria-label="Vendor links">
      <h2>Vendor links</h2>
      <ul>
        {links.map((link) => (
          <LinkRow key={link.id} link={link} timeZone={plant.timeZone} />
        ))}
      </ul>
    </section>
  );
}

function LinkRow({ link, timeZone }: { link: PlantLink; timeZone: string }) {
  const words = linkWords(link, useNow(STEP_MS), timeZone);
  const polledAt = link.lastPolledAt === null ? null : Date.parse(link.lastPolledAt);
  const open = link.gaps.filter(({ state }) => state !== "filled" && state !== "vendor_has_none");
  return (
    <li data-testid="vendor-link" data-health={link.health}>
      <p>
        <strong>{link.name}</strong> <span className="muted">{link.vendor}</span>
      </p>
      <ConditionLine words={words} />
      <p>
        <AsOf at={polledAt} timeZone={timeZone} intervalMs={0} />
        {open.length > 0 && <span className="muted"> · {gapText(open.length)} being filled</span>}
      </p>
    </li>
  );
}

function gapText(count: number): string {
  return count === 1 ? "one gap" : `${count} gaps`;
}
