const SHEET = `
:host { display: block; min-block-size: 24rem; }
:host([hidden]) { display: none; }
.waiting { padding: 2rem; opacity: .6; }
`;

/** What shows before the first step does: quiet, and of about the height that follows. */
export function showWaiting(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);
  root.adoptedStyleSheets = [sheet];
  const waiting = document.createElement('div');
  waiting.className = 'waiting';
  waiting.textContent = '…';
  root.replaceChildren(waiting);
}
