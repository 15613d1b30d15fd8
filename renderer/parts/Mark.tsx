const signs = {
  idle: <circle cx="11.6" cy="5" r="1.9" fill="currentColor" />,
  paused: <path d="M10.1 2.3v5M13.3 2.3v5" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" />,
};

/** The mark: a crescent (the night) that holds a sign (what Wakeful does in it). */
export function Mark({ sign = 'idle', size = 19 }: { readonly sign?: keyof typeof signs; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <path
        d="M13.6 11.9A6.7 6.7 0 1 1 7.3 1.4a5.3 5.3 0 0 0 6.3 10.5z"
        transform="translate(.2 .3)"
        fill="currentColor"
      />
      {signs[sign]}
    </svg>
  );
}
