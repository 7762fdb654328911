import { QueryCache, QueryClient } from "@tanstack/react-query";
import { codeOf } from "./api-error.ts";

/** Asking again will not help. */
const FINAL = new Set<string | null>([
  "unauthenticated",
  "forbidden",
  "not_found",
  "invalid_argument",
]);

/** The cache of answers; a refused token ends the session. */
export function makeQueryClient(onUnauthenticated: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (codeOf(error) === "unauthenticated") onUnauthenticated();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && !FINAL.has(codeOf(error)),
      },
    },
  });
}
