const DUE = [38, 62, 86];
const Y = 20;

/** Three due moments while asleep, and which of them lead to runs after waking. */
export function CatchUpPicture({ runs }: { readonly runs: 'latest' | 'earliest' | 'all' | 'none' }) {
  const answered = (index: number): boolean =>
    runs === 'all' || (runs === 'latest' && index === 2) || (runs === 'earliest' && index === 0);
  return (
    <svg width={176} height={40} viewBox="0 0 176 40" aria-hidden="true">
      <rect x={22} y={8} width={84} height={24} rx={5} fill="var(--asleep)" stroke="var(--line)" strokeWidth={0.5} />
      <path d={`M106 ${Y}H176`} stroke="var(--line-2)" strokeWidth={1.2} />
      {DUE.map((x, index) =>
        runs === 'none' ? (
          <path key={x} d={`M${x} ${Y - 5}l5 5-5 5-5-5z`} fill="var(--warn-mark)" />
        ) : (
          <circle
            key={x}
            cx={x}
            cy={Y}
            r={3.4}
            fill={answered(index) ? 'var(--accent-solid)' : 'var(--asleep)'}
            stroke={answered(index) ? 'var(--accent-solid)' : 'var(--coal-mark)'}
            strokeWidth={1.5}
          />
        ),
      )}
      {runs !== 'none' && (
        <>
          <path
            d={`M${runs === 'earliest' ? 42 : 90} ${Y}H110`}
            stroke="var(--accent-solid)"
            strokeWidth={1.3}
            strokeDasharray="1 3.5"
            strokeLinecap="round"
          />
          {(runs === 'all' ? [0, 1, 2] : [0]).map((index) => (
            <rect
              key={index}
              x={113 + index * 15}
              y={Y - 4.5}
              width={11}
              height={9}
              rx={3}
              fill="var(--accent-solid)"
            />
          ))}
        </>
      )}
      <circle cx={168} cy={Y} r={3.4} fill="var(--surface)" stroke="var(--future-mark)" strokeWidth={1.4} />
    </svg>
  );
}
