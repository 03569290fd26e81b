import { closeSoon } from '../../../src/supervise/close-soon.ts';

// The messages are there before anybody listens; the first one ends the connection.
setTimeout(() => {
  process.on('message', closeSoon(process));
}, 200);
