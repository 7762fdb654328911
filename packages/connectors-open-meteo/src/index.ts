export { openMeteoDecoder } from "./decode.ts";
