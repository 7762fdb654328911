import { expect, test } from "vitest";
import { createHouse } from "./support/house.ts";

test("a logged-in user lists the plants of the tenant, and no others", async () => {
  const house = await createHouse();
  const response = await house.get("/api/v1/plants", house.ours);
  expect(response.status).toBe(200);
  const { plants } = (await response.json()) as { plants: { id: string }[] };
  expect(plants.map(({ id }) => id)).toEqual([house.ours.plant.id]);
});
