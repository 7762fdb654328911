import { expect } from "vitest";
import { isId } from "../../ids.ts";
import { NEW_LINK_STATUS } from "../../link.ts";
import { testId } from "../builders.ts";
import { BARE_PLANT, expectCode } from "../catalog/subject.ts";
import type { Law } from "../law.ts";
import { fullStatus, type LinkStoreUnderTest, newLink, newOwner } from "./subject.ts";

const HOSTILE = ["'; DROP TABLE links; --", "__proto__", "a\nb", '{"a":1}', "💥".repeat(20)];

/** What the owner of links may do, and the walls between tenants. */
export const ownerLaws: readonly Law<LinkStoreUnderTest>[] = [
  {
    name: "a link is found as it was added, with an id of its own",
    async run({ subject }) {
      const { own, plantId, scope } = await newOwner(subject);
      const link = await own.addLink(newLink(plantId));
      const bare = await own.addLink({ ...newLink(plantId, "Bare"), settings: {}, sites: [] });
      const head = { tenantId: scope.tenantId, status: NEW_LINK_STATUS };
      expect(link).toEqual({
        ...newLink(plantId),
        ...head,
        id: expect.any(String),
        createdAt: expect.any(Number),
      });
      expect([isId(link.id), isId(bare.id), link.id === bare.id]).toEqual([true, true, false]);
      await expect(own.link(link.id)).resolves.toEqual(link);
      await expect(own.link(bare.id)).resolves.toEqual(bare);
      await expect(own.link(testId(999))).resolves.toBeUndefined();
    },
  },
  {
    name: "links are listed in the order in which they were added, sites in the order given",
    async run({ subject }) {
      const { own, plantId } = await newOwner(subject);
      const names = ["m", "a", "z", "b"];
      const sites = ["9", "10", "1"].map((key) => ({ key, plantId }));
      for (const name of names) await own.addLink({ ...newLink(plantId, name), sites });
      const listed = await own.links();
      expect(listed.map(({ name }) => name)).toEqual(names);
      expect(listed.map((link) => link.sites)).toEqual(names.map(() => sites));
    },
  },
  {
    name: "a name is given once within its tenant",
    async run({ subject }) {
      const { own, plantId } = await newOwner(subject);
      const other = await newOwner(subject, "Other");
      await own.addLink(newLink(plantId));
      const second = await own.addLink(newLink(plantId, "Second"));
      await expectCode(own.addLink(newLink(plantId)), "conflict");
      await expectCode(own.changeLink(second.id, { name: "Roofs" }), "conflict");
      await expect(own.changeLink(second.id, { name: "Second" })).resolves.toEqual(second);
      await expect(other.own.addLink(newLink(other.plantId))).resolves.toBeDefined();
      expect((await own.links()).map(({ name }) => name)).toEqual(["Roofs", "Second"]);
    },
  },
  {
    name: "of many adds of one name at once one wins",
    async run({ subject }) {
      const { own, plantId } = await newOwner(subject);
      const adding = Array.from({ length: 5 }, () => own.addLink(newLink(plantId)));
      const results = await Promise.allSettled(adding);
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      await expect(own.links()).resolves.toHaveLength(1);
    },
  },
  {
    name: "a site needs a plant of the link's tenant, and nothing is left of a link refused",
    async run({ subject }) {
      const { own, plantId } = await newOwner(subject);
      const other = await newOwner(subject, "Other");
      const link = await own.addLink(newLink(plantId));
      for (const foreign of [other.plantId, testId(999)]) {
        const sites = [link.sites, { key: "2", plantId: foreign }].flat();
        await expectCode(own.addLink({ ...newLink(plantId, "Second"), sites }), "not_found");
        await expectCode(own.changeLink(link.id, { name: "New", sites }), "not_found");
      }
      await expect(own.links()).resolves.toEqual([link]);
    },
  },
  {
    name: "a site is given once in a link",
    async run({ subject }) {
      const { own, plantId } = await newOwner(subject);
      const link = await own.addLink(newLink(plantId));
      const sites = [...link.sites, ...link.sites];
      await expectCode(own.addLink({ ...newLink(plantId, "B"), sites }), "invalid_argument");
      await expectCode(own.changeLink(link.id, { sites }), "invalid_argument");
      await expect(own.links()).resolves.toEqual([link]);
    },
  },
  {
    name: "a change replaces what it names as a whole, and leaves the rest",
    async run({ subject }) {
      const { own, plantId, scope } = await newOwner(subject);
      const plant = await subject.catalog.forTenant(scope).addPlant(BARE_PLANT);
      const link = await own.addLink(newLink(plantId));
      const status = fullStatus();
      await subject.links.saveStatus(new Map([[link.id, status]]));
      const sites = [{ key: "9", plantId: plant.id }];
      const changed = await own.changeLink(link.id, { settings: { token: "x" }, sites });
      expect(changed).toEqual({ ...link, settings: { token: "x" }, sites, status });
      await expect(own.changeLink(link.id, { name: "New" })).resolves.toMatchObject({ sites });
      await expect(own.link(link.id)).resolves.toEqual({ ...changed, name: "New" });
    },
  },
  {
    name: "a removed link is gone, and removing it again is no error",
    async run({ subject }) {
      const { own, plantId } = await newOwner(subject);
      const link = await own.addLink(newLink(plantId));
      const kept = await own.addLink(newLink(plantId, "Kept"));
      for (const id of [link.id, link.id, testId(999)]) await own.removeLink(id);
      await expect(own.link(link.id)).resolves.toBeUndefined();
      await expect(own.links()).resolves.toEqual([kept]);
      await expectCode(own.changeLink(link.id, { name: "New" }), "not_found");
      await expect(own.addLink(newLink(plantId))).resolves.toMatchObject({ name: link.name });
    },
  },
  {
    name: "tenants never mix: someone else's and unknown give the same answer",
    async run({ subject }) {
      const { own, plantId } = await newOwner(subject);
      const { own: other } = await newOwner(subject, "Other");
      const link = await own.addLink(newLink(plantId));
      await expect(other.links()).resolves.toEqual([]);
      for (const id of [link.id, testId(999)]) {
        await expect(other.link(id)).resolves.toBeUndefined();
        await expectCode(other.changeLink(id, { name: "Mine" }), "not_found");
        await other.removeLink(id);
      }
      await expect(own.links()).resolves.toEqual([link]);
    },
  },
  {
    name: "hostile texts are only texts",
    async run({ subject }) {
      const { own, plantId } = await newOwner(subject);
      for (const text of HOSTILE) {
        const sites = [{ key: text, plantId }];
        const settings = { [`${text}.`]: text };
        await own.addLink({ vendor: text, name: text, settings, sites });
      }
      const listed = await own.links();
      expect(listed.map(({ name }) => name)).toEqual(HOSTILE);
      expect(listed.map(({ vendor }) => vendor)).toEqual(HOSTILE);
      expect(listed.map(({ sites }) => sites[0]?.key)).toEqual(HOSTILE);
      expect(listed.map(({ settings }) => Object.entries(settings))).toEqual(
        HOSTILE.map((text) => [[`${text}.`, text]]),
      );
    },
  },
];
