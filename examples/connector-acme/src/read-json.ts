import { ConnectorError, objectOf, type ReceivedReply } from "@solarmon/connectors-kit";

export type Json = Readonly<Record<string, unknown>>;

/** The body as an object. @throws {@link ConnectorError} `protocol` when it is something else, such as a web page */
export function readJson({ body }: ReceivedReply): Json {
  try {
    return objectOf(JSON.parse(new TextDecoder().decode(body))) ?? {};
  } catch {
    throw new ConnectorError("protocol", "acme", "the reply is no JSON");
  }
}
