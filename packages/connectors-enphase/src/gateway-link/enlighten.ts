import {
  type Classify,
  ConnectorError,
  createLogInHttp,
  isJsonObject,
  type LinkHost,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  textOf,
} from "@solarmon/connectors-kit";
import { GATEWAY } from "../vendor.ts";
import { isJwt } from "./jwt.ts";
import type { EnlightenAccount } from "./settings.ts";

const SECOND_FACTOR =
  "the account has a second factor: paste a token from entrez.enphaseenergy.com instead";

/** Fetches a gateway's token with the owner's account. Its replies are shown to nobody: they are secrets. */
export async function fetchToken(
  { email, password, enlightenAddress, entrezAddress }: EnlightenAccount,
  serial: string,
  host: LinkHost,
): Promise<string> {
  const http = createLogInHttp(GATEWAY, host, loginRefusal);
  const form = new URLSearchParams({ "user[email]": email, "user[password]": password });
  const login = await http.send({
    url: `${enlightenAddress}/login/login.json?`,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  });
  const session_id = sessionIn(login);
  host.redactor.add(session_id);
  const reply = await http.send({
    url: `${entrezAddress}/tokens`,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ session_id, serial_num: serial, username: email }),
  });
  const token = new TextDecoder().decode(reply.body).trim();
  if (isJwt(token)) return token;
  throw new ConnectorError("protocol", GATEWAY, "POST /tokens answered no token");
}

function sessionIn({ body }: ReceivedReply): string {
  const json = parseJsonBytes(body, new ProblemList());
  if (!isJsonObject(json))
    throw new ConnectorError("protocol", GATEWAY, "POST /login/login.json answered no JSON");
  const session = textOf(json["session_id"]);
  if (session !== undefined) return session;
  throw new ConnectorError("auth", GATEWAY, SECOND_FACTOR);
}

function loginRefusal({ status }: ReceivedReply): ReturnType<Classify> {
  return status === 401 || status === 422
    ? { kind: "auth", detail: "Enlighten refuses the e-mail or the password" }
    : undefined;
}
