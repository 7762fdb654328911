export { froniusDecoder } from "./decode.ts";
