import { Link } from 'wouter';
import type { JobLink, JobView } from '../../../preload/contract.ts';
import { SectionHead } from '../../parts/Page.tsx';
import { texts } from '../../texts/texts.ts';
import page from '../../parts/page.module.css';
import styles from './job.module.css';

/** More links than this are a matter for the graph. */
const MOST = 4;

/** What it depends on, and what depends on it. Nothing where it stands alone. */
export function Links({ view }: { readonly view: JobView }) {
  const graph = `/graph?job=${encodeURIComponent(view.row.id)}`;
  return (
    <>
      <LinkList title={texts.job.dependsOn} links={view.upstream} graph={graph} />
      <LinkList title={texts.job.dependsOnIt} links={view.downstream} graph={graph} />
    </>
  );
}

function LinkList({
  title,
  links,
  graph,
}: {
  readonly title: string;
  readonly links: readonly JobLink[];
  readonly graph: string;
}) {
  if (links.length === 0) return null;
  return (
    <section className={styles['mini']}>
      <SectionHead
        title={title}
        sub={texts.graph.jobs(links.length)}
        right={
          <Link href={graph} className={page['link']}>
            {texts.job.openGraph}
          </Link>
        }
      />
      <ul className={styles['links']}>
        {links.slice(0, MOST).map((link) => (
          <li key={`${link.job} ${link.text}`}>
            <svg width={26} height={8} aria-hidden="true">
              <path d="M0 4h26" className={styles[link.state]} />
            </svg>
            <Link href={`/jobs/${encodeURIComponent(link.job)}`} className="medium">
              {link.name}
            </Link>
            <span className="dim">{link.text}</span>
            <span className="faint small">{texts.graph.linkStates[link.state]}</span>
          </li>
        ))}
        {links.length > MOST && (
          <li>
            <Link href={graph} className={page['link']}>
              {texts.shell.andMore(links.length - MOST)}
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}
