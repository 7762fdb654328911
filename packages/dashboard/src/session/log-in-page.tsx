import { type FormEvent, useState } from "react";
import { Logo } from "../ui/logo.tsx";
import { ThemeSwitch } from "../ui/theme-switch.tsx";
import { logIn, logInProblem } from "./log-in.ts";
import { useSessionState, useSessionStore } from "./session-context.ts";

/** Asks for e-mail and password; afterwards the address that was asked for opens. */
export function LogInPage() {
  const store = useSessionStore();
  const { end } = useSessionState();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setIsBusy(true);
    setProblem(null);
    try {
      store.begin(await logIn(textOf(form, "email"), textOf(form, "password")));
    } catch (error) {
      setProblem(logInProblem(error));
      setIsBusy(false);
    }
  };

  return (
    <main className="log-in">
      <form className="card log-in-card" onSubmit={(event) => void submit(event)}>
        <h1>
          <Logo />
          Solarmon
        </h1>
        <p className="muted">
          {end === "expired"
            ? "Your session has ended. Log in to go on where you were."
            : "Log in to see your plants."}
        </p>
        <label className="field">
          <span>E-mail</span>
          <input name="email" type="email" autoComplete="username" required autoFocus />
        </label>
        <label className="field">
          <span>Password</span>
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <p role="alert" className="form-problem">
          {problem}
        </p>
        <button type="submit" className="button button-primary" disabled={isBusy}>
          {isBusy ? "Logging in …" : "Log in"}
        </button>
        <p className="hint">
          Trying it out? <code>solarmon up --demo</code> prints accounts.
        </p>
      </form>
      <ThemeSwitch />
    </main>
  );
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
