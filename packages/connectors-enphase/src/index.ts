export { enphaseDecoder } from "./decode.ts";
export { VENDOR as enphase } from "./definition.ts";
