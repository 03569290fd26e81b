import '../shared/zod-without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { connect } from './client/connect.ts';
import { createSession } from './state/session.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const session = createSession(connect());
createRoot(root).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
);
