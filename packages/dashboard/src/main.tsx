import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { SessionStore } from "./session/session.ts";
import { applyTheme, storedTheme } from "./ui/theme.ts";

applyTheme(storedTheme());
const root = document.querySelector("#root");
if (root === null) throw new TypeError("index.html has no element #root");
createRoot(root).render(
  <StrictMode>
    <App store={new SessionStore(sessionStorage)} />
  </StrictMode>,
);
