import { make, showFrame } from './frame.mjs';

const TEXT = 'This form could not be loaded. Try again, or ask for the manual steps.';
const AGAIN = 'Try again';
const SHEET = `
.frame { padding: 24px 32px; }
button { min-block-size: 44px; margin-block-start: 16px; padding: 8px 20px; border: 1px solid; border-radius: var(--ac-radius, 8px); background: none; color: inherit; font: inherit; cursor: pointer; }
button:focus-visible { outline: 3px solid; outline-offset: 2px; }
pre { margin: 16px 0 0; font: .875rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
`;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Shows the page's fallback and a way to try again, which a refused profile has none of. The integrator is told what
 * broke: in the console, and on the page where the one who looks is the one who wrote it.
 */
export function showFallback(root, theme, error, spoken, again) {
  const table = JSON.parse(spoken?.texts ?? '{}');
  const slot = make('slot', { name: 'fallback' }, table['broken.load'] ?? TEXT);
  const words = make('div', {}, slot);
  words.setAttribute('role', 'alert');
  const frame = showFrame(root, theme, SHEET, words);
  frame.lang = spoken?.locale ?? 'en';
  const refused = error?.path !== undefined;
  if (!refused) {
    const button = make('button', { type: 'button', onclick: again }, make('slot', { name: 'retry' }, table['broken.again'] ?? AGAIN));
    button.part = 'retry';
    frame.append(button);
  }
  const where = refused ? `the profile is refused at "${error.path}": ` : '';
  const text = `azure-connect: ${where}${error?.detail ?? error?.message ?? error}`;
  console.error(text);
  if (LOOPBACK.includes(location.hostname)) frame.append(make('pre', {}, text));
}
