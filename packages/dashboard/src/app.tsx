import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { makeQueryClient } from "./api/query-client.ts";
import { PortfolioPage } from "./portfolio/portfolio-page.tsx";
import { hrefOf } from "./router/route.ts";
import { useRoute } from "./router/use-route.ts";
import { LogInPage } from "./session/log-in-page.tsx";
import type { SessionStore } from "./session/session.ts";
import { SessionContext, useSessionState, useSessionStore } from "./session/session-context.ts";
import { Empty, Skeleton } from "./ui/panel-state.tsx";
import { TopBar } from "./ui/top-bar.tsx";

/** Chart and live link come with the first plant that is opened. */
const PlantPage = lazy(() =>
  import("./plant/plant-page.tsx").then((m) => ({ default: m.PlantPage })),
);

/** The whole dashboard. */
export function App({ store }: { store: SessionStore }) {
  return (
    <SessionContext value={store}>
      <Gate />
    </SessionContext>
  );
}

function Gate() {
  const { session } = useSessionState();
  if (session === null) return <LogInPage />;
  return <LoggedIn key={session.token} />;
}

/** Everything read belongs to one log-in: the cache is made with it and goes with it. */
function LoggedIn() {
  const store = useSessionStore();
  const client = useMemo(() => makeQueryClient(() => store.finish("expired")), [store]);
  useEffect(() => () => client.clear(), [client]);
  return (
    <QueryClientProvider client={client}>
      <a className="skip-link" href="#main" onClick={focusMain}>
        Skip to content
      </a>
      <TopBar />
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<Skeleton heightPx={480} label="Loading the page" />}>
          <Page />
        </Suspense>
      </main>
    </QueryClientProvider>
  );
}

function Page() {
  const route = useRoute();
  if (route.page === "portfolio") return <PortfolioPage />;
  if (route.page === "plant")
    return <PlantPage key={route.plantId} plantId={route.plantId} day={route.day} />;
  return (
    <Empty title="There is no such page">
      <p>
        Go to <a href={hrefOf({ page: "portfolio" })}>your plants</a>.
      </p>
    </Empty>
  );
}

/** The address after `#` is the page: the link moves the focus itself. */
function focusMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("#main")?.focus();
}
