export { opendtuDecoder } from "./decode.ts";
