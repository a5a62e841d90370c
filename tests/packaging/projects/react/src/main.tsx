import { createRoot } from 'react-dom/client';
import { App } from './App';

const main = document.querySelector('main');
if (main) createRoot(main).render(<App />);
