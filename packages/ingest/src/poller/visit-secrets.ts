/** What the names of tokens begin with that a try left behind, and no link has taken over yet. */
export const VISIT_SECRETS = "visits/";
