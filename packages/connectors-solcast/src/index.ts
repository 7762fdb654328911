export { solcastDecoder } from "./decode.ts";
