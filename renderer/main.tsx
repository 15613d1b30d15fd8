import './styles.ts';
import { createRoot } from 'react-dom/client';
import { connect } from './api/connect.ts';
import { App } from './App.tsx';
import { fetchPageAt } from './pages.tsx';
import { placeOf } from './shell/address.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the window.');
const transport = connect();
void fetchPageAt(placeOf(window.location.hash)).then(() => createRoot(root).render(<App transport={transport} />));
