import { HOUR_MS, type Instant } from "@solarmon/core";
import { planCadence } from "./cadence.ts";
import type { JobContext } from "./job-context.ts";
import { LedgerShare } from "./ledger-share.ts";
import { wantedHistory } from "./next-history.ts";

/** How often one link may call, worked out each hour and when it has more to do. */
export class LinkPlan {
  readonly #context: JobContext;
  readonly #share: LedgerShare;
  #plannedUntil: Instant = 0;
  #gapsPlannedFor = 0;

  constructor(context: JobContext) {
    this.#context = context;
    this.#share = new LedgerShare(context.host.ledger, context.state.costs.poll);
  }

  /** Plans when the last plan does not hold any more. */
  refresh(now: Instant): void {
    const gaps = this.#context.state.sites.reduce((sum, site) => sum + site.gaps.length, 0);
    if (now < this.#plannedUntil && gaps === this.#gapsPlannedFor) return;
    this.#plannedUntil = now + HOUR_MS;
    this.#gapsPlannedFor = gaps;
    this.#planFrom(now);
  }

  forget(): void {
    this.#plannedUntil = 0;
  }

  /** Its calls are for the others. */
  leave(): void {
    this.#share.leave();
  }

  #planFrom(now: Instant): void {
    const context = this.#context;
    const { description, meter, light, state } = context;
    const { quotas, pollIntervalMs } = description;
    const rules = quotas.filter(({ of }) => of === undefined);
    if (rules.length === 0) return;
    this.#share.change(state.costs.poll);
    const wanted = wantedHistory(context, now);
    const { costs } = state;
    const plan = {
      now,
      rules,
      budgets: meter.budgets(),
      part: this.#share.part,
      light,
      costs,
      wanted,
    };
    Object.assign(context, planCadence({ ...plan, pollIntervalMs }));
  }
}
