// Proves what the house rules promise about its packages: floors, export maps, references, fields, names.
import { readRooms } from "./workspace/read-rooms.ts";
import { RULES } from "./workspace/rules.ts";

const root = new URL("..", import.meta.url).pathname;
const faults = readRooms(root).flatMap((room) =>
  RULES.flatMap((rule) => rule(room)).map((fault) => `packages/${room.name} ${fault}`),
);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
