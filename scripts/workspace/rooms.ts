/** Floors of the house: a room imports only from floors below. `docs/decisions/0001-the-house.md` says why. */
const FLOORS: readonly (readonly string[])[] = [
  ["core", "kpi"],
  ["connectors-kit", "embedded", "postgres", "redis", "kafka", "aws"],
  ["ingest"],
  ["api", "client", "simulator"],
  ["server", "dashboard"],
];

/** Number of the room's floor from 0; connectors stand beside ingest. */
export function floorOf(room: string): number {
  if (room.startsWith("connectors-") && room !== "connectors-kit") return 2;
  return FLOORS.findIndex((rooms) => rooms.includes(room));
}

/** The one import between rooms of a floor: the server ships the dashboard's files. */
export const SAME_FLOOR_ALLOWED: ReadonlySet<string> = new Set(["server -> dashboard"]);
