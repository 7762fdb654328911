import { expect } from "vitest";
import type { Law } from "../law.ts";
import { append, commitUpTo, numbered, textsOf, type StreamUnderTest } from "./subject.ts";

/** Where consumers go on, and what outlives the process. */
export const consumerLaws: readonly Law<StreamUnderTest>[] = [
  {
    name: "a consumer goes on after its commit",
    async run({ subject }) {
      await append(subject, numbered("plant", 5));
      await commitUpTo(subject, "2");
      await expect(textsOf(subject)).resolves.toEqual(["3", "4"]);
      await commitUpTo(subject, "4");
      await expect(textsOf(subject)).resolves.toEqual([]);
    },
  },
  {
    name: "what was not committed comes again",
    async run({ subject }) {
      await append(subject, numbered("plant", 3));
      await expect(textsOf(subject)).resolves.toEqual(["0", "1", "2"]);
      await expect(textsOf(subject)).resolves.toEqual(["0", "1", "2"]);
    },
  },
  {
    name: "consumers are independent",
    async run({ subject }) {
      await append(subject, numbered("plant", 3));
      await commitUpTo(subject, "2", "first");
      await expect(textsOf(subject, {}, "second")).resolves.toEqual(["0", "1", "2"]);
      await commitUpTo(subject, "0", "second");
      await expect(textsOf(subject, {}, "first")).resolves.toEqual([]);
      await expect(textsOf(subject, {}, "second")).resolves.toEqual(["1", "2"]);
    },
  },
  {
    name: "reading from elsewhere leaves the checkpoint",
    async run({ subject }) {
      await append(subject, numbered("plant", 4));
      await commitUpTo(subject, "1");
      for (const from of ["oldest", "newest"] as const) await textsOf(subject, { start: { from } });
      await expect(textsOf(subject)).resolves.toEqual(["2", "3"]);
    },
  },
  {
    name: "records survive a restart, and later ones follow them",
    needsRestart: true,
    async run({ subject, restart }) {
      await append(subject, numbered("plant", 3));
      const reopened = await restart();
      await append(reopened, numbered("plant", 2, 3));
      await expect(textsOf(reopened)).resolves.toEqual(["0", "1", "2", "3", "4"]);
    },
  },
  {
    name: "a commit survives a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      await append(subject, numbered("plant", 4));
      await commitUpTo(subject, "1");
      await expect(restart().then(textsOf)).resolves.toEqual(["2", "3"]);
    },
  },
  {
    name: "what was read but not committed comes again after a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      await append(subject, numbered("plant", 3));
      await textsOf(subject);
      await expect(restart().then(textsOf)).resolves.toEqual(["0", "1", "2"]);
    },
  },
];
