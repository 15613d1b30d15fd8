import { Link } from 'wouter';
import type { TimelineRow } from '../../../preload/contract.ts';
import { Glyph, glyphOf } from '../../parts/Glyph.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { countsText } from './Row.tsx';
import { countOf } from './rowDrawing.ts';
import styles from './timeline.module.css';

/** The same facts as the picture, as a table. */
export function TimelineTable({ rows }: { readonly rows: readonly TimelineRow[] }) {
  const times = useTimes();
  const now = useNow();
  const words = texts.timeline;
  return (
    <table className={styles['table']} aria-label={words.title}>
      <thead>
        <tr>
          <th scope="col">{words.columns.job}</th>
          <th scope="col">{words.columns.due}</th>
          <th scope="col">{words.columns.fate}</th>
        </tr>
      </thead>
      <tbody>
        {rows.flatMap((row) =>
          row.kind === 'marks'
            ? row.marks.map((mark) => (
                <tr key={`${row.job} ${mark.trigger} ${mark.due}`}>
                  <th scope="row">{row.name}</th>
                  <td className="numbers">
                    <Link href={`/jobs/${encodeURIComponent(row.job)}?due=${mark.due}`}>
                      {times.near(mark.due, now)}
                    </Link>
                  </td>
                  <td>
                    <span className="row">
                      <Glyph name={glyphOf(mark.fate, mark.outcome)} size={14} />
                      {mark.label}
                    </span>
                  </td>
                </tr>
              ))
            : row.columns
                .filter((column) => countOf(column) > 0)
                .map((column) => (
                  <tr key={`${row.job} ${column.from}`}>
                    <th scope="row">{row.name}</th>
                    <td className="numbers">
                      {times.near(column.from, now)} – {times.clock(column.from + row.bin)}
                    </td>
                    <td>{countsText(column)}</td>
                  </tr>
                )),
        )}
        {rows.length === 0 && (
          <tr>
            <td colSpan={3}>{words.empty}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
