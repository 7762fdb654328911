import { readJson, textField } from "./body.ts";
import { json, type Route } from "./route.ts";
import { schemaRef } from "./schemas.ts";

/** Log-in. */
export const sessionsRoute: Route = {
  method: "post",
  path: "/api/v1/sessions",
  operation: {
    operationId: "logIn",
    summary: "Log in with e-mail and password",
    description: "Ten attempts per 15 minutes, e-mail and address.",
    security: "none",
    body: schemaRef("LogIn"),
    answers: { "application/json": schemaRef("Session") },
    problems: [400, 401, 413, 429],
  },
  async handle({ logIn, limits }, { request, address }) {
    const body = await readJson(request, limits.bodyBytes);
    const email = textField(body, "email");
    const password = textField(body, "password");
    return json(await logIn({ email, password, address }));
  },
};
