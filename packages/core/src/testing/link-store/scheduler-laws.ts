import { expect } from "vitest";
import type { Id } from "../../ids.ts";
import { testId } from "../builders.ts";
import type { Law } from "../law.ts";
import { fullStatus, type LinkStoreUnderTest, newLink, newOwner, pagesOf } from "./subject.ts";

const PAGE_LINKS = 500;

/** What the scheduler of links relies on. */
export const schedulerLaws: readonly Law<LinkStoreUnderTest>[] = [
  {
    name: "the scheduler sees every tenant's links",
    async run({ subject }) {
      const one = await newOwner(subject);
      const other = await newOwner(subject, "Other");
      const links = [
        await one.own.addLink(newLink(one.plantId)),
        await other.own.addLink(newLink(other.plantId)),
      ];
      const all = (await pagesOf(subject.links)).flat();
      expect(all).toHaveLength(2);
      expect(all).toEqual(expect.arrayContaining(links));
    },
  },
  {
    name: "all links come once in pages of 500 at most, whatever is removed meanwhile",
    async run({ subject }) {
      const { own, plantId } = await newOwner(subject);
      const names = Array.from({ length: PAGE_LINKS + 20 }, (_, n) => `link ${n}`);
      await Promise.all(names.map((name) => own.addLink(newLink(plantId, name))));
      const seen: string[] = [];
      for await (const page of subject.links.allLinks()) {
        expect(page.length).toBeLessThanOrEqual(PAGE_LINKS);
        seen.push(...page.map(({ name }) => name));
        for (const { id } of page.slice(0, 30)) await own.removeLink(id);
      }
      expect(seen.toSorted()).toEqual(names.toSorted());
    },
  },
  {
    name: "status of links of many tenants is saved in bulk, and the newest counts",
    async run({ subject }) {
      const statuses = new Map<Id, ReturnType<typeof fullStatus>>();
      for (const name of ["Acme", "Other"]) {
        const { own, plantId } = await newOwner(subject, name);
        const { id } = await own.addLink(newLink(plantId));
        statuses.set(id, fullStatus(`of ${name}`));
      }
      await subject.links.saveStatus(new Map([...statuses.keys()].map((id) => [id, OLD])));
      await subject.links.saveStatus(statuses);
      await subject.links.saveStatus(new Map());
      const all = (await pagesOf(subject.links)).flat();
      expect(new Map(all.map(({ id, status }) => [id, status]))).toEqual(statuses);
    },
  },
  {
    name: "a status is what its link shows, and no other link's",
    async run({ subject }) {
      const { own, plantId } = await newOwner(subject);
      const link = await own.addLink(newLink(plantId));
      const other = await own.addLink(newLink(plantId, "Other"));
      await subject.links.saveStatus(new Map([[link.id, fullStatus()]]));
      await expect(own.link(link.id)).resolves.toEqual({ ...link, status: fullStatus() });
      await expect(own.link(other.id)).resolves.toEqual(other);
    },
  },
  {
    name: "the status of a link that is gone is passed over, and the others are saved",
    async run({ subject }) {
      const { own, plantId } = await newOwner(subject);
      const gone = await own.addLink(newLink(plantId, "Gone"));
      const kept = await own.addLink(newLink(plantId, "Kept"));
      await own.removeLink(gone.id);
      const ids = [gone.id, testId(999), kept.id];
      await subject.links.saveStatus(new Map(ids.map((id) => [id, fullStatus()])));
      await expect(own.links()).resolves.toEqual([{ ...kept, status: fullStatus() }]);
    },
  },
  {
    name: "a deleted tenant's links are gone, and others keep theirs",
    async run({ subject }) {
      const gone = await newOwner(subject, "Gone");
      const kept = await newOwner(subject, "Kept");
      const { id } = await gone.own.addLink(newLink(gone.plantId));
      const link = await kept.own.addLink(newLink(kept.plantId));
      await subject.catalog.deleteTenant(gone.scope);
      await expect(gone.own.links()).resolves.toEqual([]);
      await expect(gone.own.link(id)).resolves.toBeUndefined();
      await expect(kept.own.links()).resolves.toEqual([link]);
      expect((await pagesOf(subject.links)).flat()).toEqual([link]);
    },
  },
  {
    name: "links and their status survive a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      const { own, plantId, scope } = await newOwner(subject);
      const link = await own.addLink(newLink(plantId));
      const dropped = await own.addLink(newLink(plantId, "Dropped"));
      await own.removeLink(dropped.id);
      await subject.links.saveStatus(new Map([[link.id, fullStatus()]]));
      const { links } = await restart();
      const status = fullStatus();
      await expect(links.forTenant(scope).links()).resolves.toEqual([{ ...link, status }]);
    },
  },
];

const OLD = fullStatus("old");
