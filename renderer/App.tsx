import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { Suspense, useEffect, useLayoutEffect } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { ProgramProvider, useAnswer } from './api/program.tsx';
import type { Transport } from './api/transport.ts';
import { TodayPage } from './features/today/TodayPage.tsx';
import {
  EditorPage,
  fetchPagesLater,
  GraphPage,
  InboxPage,
  JobPage,
  JobsPage,
  SequencesPage,
  SettingsPage,
  TimelinePage,
} from './pages.tsx';
import { Loading } from './parts/States.tsx';
import { NotFound } from './shell/NotFound.tsx';
import { Frame } from './shell/Frame.tsx';
import { useHashPlace, useHashSearch } from './shell/address.ts';
import { resolver, adoptVariables } from './theme/variables.ts';
import { theme, wholeTheme } from './theme/theme.ts';
import { ClockProvider } from './time/now.tsx';

/** Keeps nothing of its own: the appearance is a setting of the program. */
const noMemory = {
  get: () => 'auto' as const,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

function Look({ children }: { readonly children: ReactNode }) {
  useLayoutEffect(() => adoptVariables(wholeTheme, document), []);
  const appearance = useAnswer('readSettings', {}).value?.['theme'];
  const forced: { readonly forceColorScheme?: 'light' | 'dark' } =
    appearance === 'light' || appearance === 'dark' ? { forceColorScheme: appearance } : {};
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      withCssVariables={false}
      withGlobalClasses={false}
      defaultColorScheme="auto"
      colorSchemeManager={noMemory}
      {...forced}
    >
      <DatesProvider settings={{ firstDayOfWeek: 1 }}>{children}</DatesProvider>
    </MantineProvider>
  );
}

/** The whole window, over any way to the program. */
export function App({ transport }: { readonly transport: Transport }) {
  useEffect(fetchPagesLater, []);
  return (
    <ProgramProvider transport={transport}>
      <Look>
        <Notifications position="bottom-right" />
        <ClockProvider>
          <Router hook={useHashPlace} searchHook={useHashSearch}>
            <Frame>
              <Suspense fallback={<Loading />}>
                <Switch>
                  <Route path="/">
                    <Redirect to="/today" replace />
                  </Route>
                  <Route path="/today" component={TodayPage} />
                  <Route path="/jobs" component={JobsPage} />
                  <Route path="/new">
                    <EditorPage id={null} />
                  </Route>
                  <Route path="/jobs/:id/edit">{({ id }) => <EditorPage key={id} id={decodeURIComponent(id)} />}</Route>
                  <Route path="/jobs/:id">{({ id }) => <JobPage key={id} id={decodeURIComponent(id)} />}</Route>
                  <Route path="/timeline" component={TimelinePage} />
                  <Route path="/graph">
                    <GraphPage />
                  </Route>
                  <Route path="/inbox/:id?">
                    {({ id }) => <InboxPage chosen={id === undefined ? null : Number(id)} />}
                  </Route>
                  <Route path="/sequences/:id?">{({ id }) => <SequencesPage chosen={id ?? null} />}</Route>
                  <Route path="/settings/:section?">
                    {({ section }) => <SettingsPage section={section ?? 'general'} />}
                  </Route>
                  <Route component={NotFound} />
                </Switch>
              </Suspense>
            </Frame>
          </Router>
        </ClockProvider>
      </Look>
    </ProgramProvider>
  );
}
