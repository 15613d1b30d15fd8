import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { Page } from '../parts/Page.tsx';
import { Empty } from '../parts/States.tsx';
import { texts } from '../texts/texts.ts';

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Page title={texts.shell.name}>
      <Empty title={texts.shell.notFound} text={texts.shell.notFoundText}>
        <Button component={Link} href="/today">
          {texts.shell.toToday}
        </Button>
      </Empty>
    </Page>
  );
}
