import assert from "node:assert/strict";
import { DAY_MS } from "@solarmon/core";
import { compareShapes, mergeShapes, type Shape, shapeOf } from "../../record/shape.ts";
import type { ReceivedReply } from "../../http/vendor-http.ts";
import type { ConnectorLaw } from "../suite/connector-law.ts";
import { JobBench } from "../suite/job-bench.ts";
import { asTexts, type Outcome, pollWell } from "../suite/outcome.ts";

function shapeIn(replies: readonly ReceivedReply[]): Shape {
  let shape: Shape = new Map();
  for (const { body } of replies) {
    const text = new TextDecoder().decode(body);
    if (/^\s*[[{]/u.test(text)) shape = mergeShapes(shape, shapeOf(JSON.parse(text)));
  }
  return shape;
}

function toldBy({ problems }: Outcome): readonly string[] {
  return problems.map(({ code, path, detail }) => `${code} ${path} ${detail}`);
}

export const shapeLaws: readonly ConnectorLaw[] = [
  {
    name: "a new field changes no reading and no device, and whoever runs the link can see it",
    level: "gold",
    async run({ subject }) {
      const { link, sites } = await subject.linked();
      const before = await pollWell(link, sites);
      const known = shapeIn(subject.replies.splice(0));
      subject.standIn.misbehave("new-field");
      const after = await pollWell(link, sites);
      assert.deepEqual(asTexts(after.readings), asTexts(before.readings));
      const added = compareShapes(known, shapeIn(subject.replies)).added;
      const toldBefore = new Set(toldBy(before));
      const told = toldBy(after).filter((problem) => !toldBefore.has(problem));
      assert.ok(added.length > 0 || told.length > 0, "no reply and no problem shows the new field");
      assert.deepEqual(await subject.sites(link), sites, "what is discovered changed");
    },
  },
  {
    name: "a field that the vendor adds is told once, and then known",
    level: "gold",
    async run({ subject }) {
      await using job = await JobBench.open(subject);
      await job.runFor(2 * DAY_MS);
      const { size } = job.problems;
      assert.ok(!isNewFieldTold(job), `${job.status.reason}, and nothing is new`);
      subject.standIn.misbehave("new-field");
      await job.runFor(DAY_MS);
      const isTold = isNewFieldTold(job) || job.problems.size > size;
      assert.ok(isTold, "nothing is told of the new field");
      await job.runFor(3 * DAY_MS);
      assert.ok(!isNewFieldTold(job), `after days it is still told: ${job.status.reason}`);
    },
  },
];

function isNewFieldTold({ status }: JobBench): boolean {
  return status.reason?.includes("new field") ?? false;
}
