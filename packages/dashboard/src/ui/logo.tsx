/** A sun on the horizon. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#12304f" />
      <path d="M5 22.5h22" stroke="#7fb2ff" strokeWidth="2.4" strokeLinecap="round" />
      <path d="M8.2 22.5a7.8 7.8 0 0 1 15.6 0z" fill="#ffb838" />
      <path
        d="M16 11V7.2M9.3 13.6 6.7 11M22.7 13.6l2.6-2.6"
        stroke="#ffb838"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </svg>
  );
}
