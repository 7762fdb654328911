/** Names under which the stream keeps how far its readers are. Never changed: a new name would start over. */
export const CONSUMER = { processor: "processor", archiver: "archiver" } as const;
