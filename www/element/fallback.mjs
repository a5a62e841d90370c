const TEXT = 'This form could not be loaded. Reload the page, or ask for the manual steps.';
const SHEET = `
:host { display: block; }
:host([hidden]) { display: none; }
.refused { padding: 1rem; border: 1px solid; font: .875rem/1.5 ui-monospace, monospace; white-space: pre-wrap; }
`;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Shows the page's fallback, and tells the integrator what broke: in the console, and on the page where the one
 * who looks is the one who wrote it.
 */
export function showFallback(root, error) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);
  root.adoptedStyleSheets = [sheet];
  const slot = document.createElement('slot');
  slot.name = 'fallback';
  slot.textContent = TEXT;
  root.replaceChildren(slot);
  if (!error) return;
  const where = error.path === undefined ? '' : `the profile is refused at "${error.path}": `;
  const text = `azure-connect: ${where}${error.detail ?? error.message}`;
  console.error(text);
  if (!LOOPBACK.includes(location.hostname)) return;
  const note = document.createElement('pre');
  note.className = 'refused';
  note.textContent = text;
  root.append(note);
}
