const GATEWAY = /^(\w+)-gateway\.semsportal\.com$/u;

/**
 * Where calls about plants go: the base that the log-in answered. Newer answers name a gateway that does not serve
 * plants; those of its region do.
 */
export function apiBaseOf(
  told: string | undefined,
  region: string | undefined,
  address: string,
): string {
  if (told === undefined || !URL.canParse(told)) return address;
  const { host, pathname } = new URL(told);
  if (!pathname.includes("/sems")) return told.replace(/\/+$/u, "");
  const ofRegion = region ?? GATEWAY.exec(host)?.[1] ?? "eu";
  return `https://${ofRegion}.semsportal.com/api`;
}
