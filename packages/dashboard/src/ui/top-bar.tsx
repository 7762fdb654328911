import { useQuery } from "@tanstack/react-query";
import { viewerQuery } from "../api/queries.ts";
import { hrefOf } from "../router/route.ts";
import { useSessionStore, useToken } from "../session/session-context.ts";
import { Logo } from "./logo.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

/** Name of the tenant, theme and log-out, on every page. */
export function TopBar() {
  const viewer = useQuery(viewerQuery(useToken()));
  const store = useSessionStore();
  return (
    <header className="top-bar">
      <a className="brand" href={hrefOf({ page: "portfolio" })}>
        <Logo />
        <span>Solarmon</span>
      </a>
      <span className="tenant">{viewer.data?.tenant.name}</span>
      <ThemeSwitch />
      <span className="viewer" title={viewer.data?.role}>
        {viewer.data?.email}
      </span>
      <button type="button" className="button button-quiet" onClick={() => store.finish("left")}>
        Log out
      </button>
    </header>
  );
}
