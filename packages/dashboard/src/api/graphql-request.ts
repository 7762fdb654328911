import { ApiError, errorOfResponse } from "./api-error.ts";

interface GraphQLAnswer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string };
  }[];
}

/**
 * Asks the GraphQL API once.
 *
 * @throws {@link ApiError} with the server's code, `unauthenticated` when the token is not valid (any more)
 */
export async function graphqlRequest<Data>(
  token: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<Data> {
  const response = await post(token, JSON.stringify({ query, variables }), signal);
  if (!response.ok && !isGraphQL(response)) throw await errorOfResponse(response);
  const answer: GraphQLAnswer<Data> = await response.json();
  const error = answer.errors?.[0];
  if (error !== undefined)
    throw new ApiError((error.extensions?.code ?? "internal").toLowerCase(), error.message);
  if (response.status === 401) throw new ApiError("unauthenticated", "Log in again.");
  if (answer.data === undefined || answer.data === null)
    throw new ApiError("internal", "The server sent an empty answer.");
  return answer.data;
}

async function post(token: string, body: string, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch("/graphql", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json",
        authorization: `Bearer ${token}`,
      },
      body,
      ...(signal && { signal }),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new ApiError("unreachable", "The server cannot be reached.", { cause });
  }
}

function isGraphQL(response: Response): boolean {
  return response.headers.get("content-type")?.includes("graphql-response") === true;
}
