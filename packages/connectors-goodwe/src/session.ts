import {
  ConnectorError,
  createLogIn,
  isJsonObject,
  type JsonObject,
  type LinkHost,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type Refusal,
  textOf,
  type TokenSource,
} from "@solarmon/connectors-kit";
import { apiBaseOf } from "./api-base.ts";
import { goodweDefinition } from "./definition.ts";
import { classifyGoodwe } from "./errors.ts";

/** Who logs in, and where. */
export interface SemsUser {
  /** e.g. `https://www.semsportal.com/api`. */
  readonly address: string;
  readonly account: string;
  readonly password: string;
}

/** What a log-in gave: where to ask, and what to say there. */
export interface Session {
  readonly baseUrl: string;
  /** The `token` header: all that the log-in answered, as JSON. */
  readonly header: string;
}

const { vendor } = goodweDefinition;
const AGAIN = "the log-in was refused: check account and password";

/** The one session of an account: a log-in ends the one before, so it is kept over restarts. */
export function openSession(user: SemsUser, host: LinkHost): TokenSource {
  return createLogIn({
    vendor,
    host,
    secrets: [user.password],
    classify: loginRefusal,
    logIn: async (_old, send) => {
      const reply = await send({
        url: `${user.address}${goodweDefinition.login.path}`,
        method: "POST",
        headers: { "content-type": "application/json", token: goodweDefinition.login.token },
        body: JSON.stringify({ account: user.account, pwd: user.password }),
      });
      // How long a session lasts is not documented: it is used until it is refused.
      return { accessToken: JSON.stringify(sessionIn(reply, user.address)), expiresAt: null };
    },
  });
}

/** The session that a token of {@link openSession} holds; its parts are secrets by themselves. */
export function sessionOf(accessToken: string, { redactor }: LinkHost): Session {
  const session: Session = JSON.parse(accessToken);
  redactor.add(session.header);
  const token = textOf(fieldsOf(session.header)["token"]);
  if (token !== undefined) redactor.add(token);
  return session;
}

/** Whatever the portal has against a log-in, trying it again and again would not help. */
function loginRefusal(reply: ReceivedReply): Refusal | null | undefined {
  const refusal = classifyGoodwe(reply);
  return refusal?.kind === "invalid" ? { kind: "auth", detail: AGAIN } : refusal;
}

function sessionIn({ body }: ReceivedReply, address: string): Session {
  const fields = fieldsOf(new TextDecoder().decode(body));
  const data = objectOf(fields["data"]);
  if (data === undefined || textOf(data["token"]) === undefined)
    throw new ConnectorError("protocol", vendor, "the answer to the log-in holds no session");
  const told = textOf(fields["api"]) ?? textOf(data["api"]);
  return {
    baseUrl: apiBaseOf(told, textOf(data["region"]), address),
    header: JSON.stringify(data),
  };
}

function fieldsOf(text: string): JsonObject {
  const json = parseJsonBytes(new TextEncoder().encode(text), new ProblemList());
  return isJsonObject(json) ? json : {};
}
