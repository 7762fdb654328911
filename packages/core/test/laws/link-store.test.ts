import { type Link, type LinkStore, NEW_LINK_STATUS, type TenantLinks } from "@solarmon/core";
import { MemoryCatalog, MemoryLinkStore } from "@solarmon/core/memory";
import { linkStoreLaws, type LinkStoreUnderTest } from "@solarmon/core/testing";
import { broken, without } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

function memory(): LinkStoreUnderTest {
  const catalog = new MemoryCatalog();
  return { catalog, links: new MemoryLinkStore({ catalog }) };
}

function breakIt(change: (inner: LinkStore) => Partial<LinkStore>): () => LinkStoreUnderTest {
  return () => {
    const { catalog, links } = memory();
    return { catalog, links: broken<LinkStore>(links, change) };
  };
}

/** A store whose tenants' links are broken alike. */
function breakTenants(
  change: (inner: TenantLinks, store: LinkStore) => Partial<TenantLinks>,
): () => LinkStoreUnderTest {
  return breakIt((store) => ({
    forTenant: (scope) => broken(store.forTenant(scope), (inner) => change(inner, store)),
  }));
}

async function everyLink(store: LinkStore): Promise<readonly Link[]> {
  const all: Link[] = [];
  for await (const page of store.allLinks()) all.push(...page);
  return all;
}

/** Pages by number, not by the last link seen: what is removed meanwhile shifts them. */
const pagesByNumber = breakIt((inner) => ({
  async *allLinks() {
    for (let start = 0; ; start += 500) {
      const page = (await everyLink(inner)).slice(start, start + 500);
      if (page.length === 0) return;
      yield page;
    }
  },
}));

/** Looks whether the name is free, waits, adds. */
const lateAdds = breakTenants((inner) => {
  const added: Link[] = [];
  return {
    links: async () => added,
    async addLink(given) {
      if (added.some(({ name }) => name === given.name)) return inner.addLink(given);
      const link = await inner.addLink({ ...given, name: `${given.name} ${Math.random()}` });
      added.push(link);
      return link;
    },
  };
});

/** Takes all sites for the plant of the first. */
const firstPlantOnly = breakTenants((inner) => ({
  addLink: (given) => inner.addLink({ ...given, sites: ofFirstPlant(given.sites) }),
}));

function ofFirstPlant(sites: Link["sites"]): Link["sites"] {
  const plantId = sites[0]?.plantId ?? "";
  return sites.map(({ key }) => ({ key, plantId }));
}

/** A site given twice counts once. */
const lenientSites = breakTenants((inner) => ({
  addLink: (given) =>
    inner.addLink({ ...given, sites: [...new Map(given.sites.map((s) => [s.key, s])).values()] }),
}));

/** Stops at a link that is gone. */
const stopsAtGone = breakIt((inner) => ({
  async saveStatus(statuses) {
    const known = new Set((await everyLink(inner)).map(({ id }) => id));
    for (const [id, status] of statuses) {
      if (!known.has(id)) return;
      await inner.saveStatus(new Map([[id, status]]));
    }
  },
}));

/** Keeps links of deleted tenants for the scheduler. */
function hoarder(): LinkStoreUnderTest {
  const added: Link[] = [];
  const { catalog, links } = memory();
  const store = broken<LinkStore>(links, () => ({
    forTenant: (scope) =>
      broken<TenantLinks>(links.forTenant(scope), (inner) => ({
        async addLink(given) {
          const link = await inner.addLink(given);
          added.push(link);
          return link;
        },
      })),
    async *allLinks() {
      yield added;
    },
  }));
  return { catalog, links: store };
}

const fakes: Record<string, Fake<LinkStoreUnderTest>> = {
  "a link is found as it was added, with an id of its own": breakTenants((inner) => ({
    addLink: (given) => inner.addLink({ ...given, settings: { ...given.settings, added: "yes" } }),
  })),
  "links are listed in the order in which they were added, sites in the order given": breakTenants(
    (inner) => ({
      links: async () => (await inner.links()).toSorted((a, b) => a.name.localeCompare(b.name)),
    }),
  ),
  "a name is given once within its tenant": breakTenants((inner) => ({
    changeLink: (id, change) => inner.changeLink(id, without(change, "name")),
  })),
  "of many adds of one name at once one wins": lateAdds,
  "a site needs a plant of the link's tenant, and nothing is left of a link refused":
    firstPlantOnly,
  "a site is given once in a link": lenientSites,
  "a change replaces what it names as a whole, and leaves the rest": breakTenants(
    (inner, store) => ({
      async changeLink(id, change) {
        const changed = await inner.changeLink(id, change);
        await store.saveStatus(new Map([[id, NEW_LINK_STATUS]]));
        return { ...changed, status: NEW_LINK_STATUS };
      },
    }),
  ),
  "a removed link is gone, and removing it again is no error": breakTenants(() => ({
    removeLink: async () => undefined,
  })),
  "tenants never mix: someone else's and unknown give the same answer": breakTenants(
    (_, store) => ({ link: async (id) => (await everyLink(store)).find((link) => link.id === id) }),
  ),
  "hostile texts are only texts": breakTenants((inner) => ({
    addLink: (given) => inner.addLink({ ...given, name: given.name.replaceAll("'", "") }),
  })),
  "the scheduler sees every tenant's links": breakIt((inner) => ({
    async *allLinks() {
      for await (const page of inner.allLinks()) yield page.slice(0, 1);
    },
  })),
  "all links come once in pages of 500 at most, whatever is removed meanwhile": pagesByNumber,
  "status of links of many tenants is saved in bulk, and the newest counts": breakIt((inner) => ({
    saveStatus: (statuses) => inner.saveStatus(new Map([...statuses].slice(0, 1))),
  })),
  "a status is what its link shows, and no other link's": breakIt((inner) => ({
    saveStatus: async (statuses) => {
      const [status = NEW_LINK_STATUS] = statuses.values();
      await inner.saveStatus(new Map((await everyLink(inner)).map(({ id }) => [id, status])));
    },
  })),
  "the status of a link that is gone is passed over, and the others are saved": stopsAtGone,
  "a deleted tenant's links are gone, and others keep theirs": hoarder,
  "links and their status survive a restart": {
    create: memory,
    restart: ({ catalog }) => ({ catalog, links: new MemoryLinkStore({ catalog }) }),
  },
};

proveLaws("the laws of LinkStore catch", linkStoreLaws, fakes);
