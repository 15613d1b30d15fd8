import '../styles.ts';
import { createRoot } from 'react-dom/client';
import { App } from '../App.tsx';
import { bridgeTransport } from '../api/transport.ts';
import { sample } from './sampleApi.ts';

/** The window over invented data, for looking at it. Built only on demand, never into the product. */
const query = new URLSearchParams(window.location.search);
const theme = query.get('theme');
const count = query.get('jobs');
const { api } = sample({
  empty: query.has('empty'),
  ...(count === null ? {} : { jobs: Number(count) }),
  theme: theme === 'dark' || theme === 'light' ? theme : 'system',
});
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the window.');
createRoot(root).render(<App transport={bridgeTransport(api)} />);
