export { sungrowDecoder } from "./decode.ts";
