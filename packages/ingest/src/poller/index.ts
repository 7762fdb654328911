export { followClock, type FollowClockOptions, type FollowedPoller } from "./follow-clock.ts";
export type { IntakeDoor } from "./intake-sink.ts";
export { LinkHosts, type HostLease, type LinkHostsOptions } from "./link-hosts.ts";
export { LinkPoller } from "./link-poller.ts";
export type { LinkPollerOptions } from "./link-poller-options.ts";
export {
  completeSettings,
  forgetLinkSecrets,
  linkSecretNames,
  readLinkSettings,
  splitSettings,
} from "./link-secrets.ts";
export { OneTimeTokens, oneTimeSettings } from "./one-time-tokens.ts";
export { openLink, type OpenLink } from "./open-link.ts";
export { pollNow, type PollNowReport } from "./poll-now.ts";
export type { OpenLinkOptions } from "./prepare-link.ts";
export { type RawReply, type SitePoll, type Visit, visitVendor } from "./visit-vendor.ts";
