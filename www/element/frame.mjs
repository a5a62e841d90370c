// What stands in the wizard's place while there is none. Colours are the system's unless the page says otherwise, so
// that both themes and forced colours need no sheet of their own.
const SHEET = `
:host { display: block; }
:host([hidden]) { display: none; }
.frame { container-type: inline-size; box-sizing: border-box; color-scheme: light dark; overflow: hidden; border: 1px solid var(--ac-line, rgb(128 128 128 / 30%)); border-radius: calc(var(--ac-radius, 8px) + 4px); background: var(--ac-background, Canvas); color: var(--ac-text, CanvasText); font-size: 1rem; line-height: 1.5; }
.frame[data-theme="light"] { color-scheme: light; }
.frame[data-theme="dark"] { color-scheme: dark; }
`;

/** Replaces all that a shadow root has by a frame of these children. */
export function showFrame(root, theme, css, ...children) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET + css);
  root.adoptedStyleSheets = [sheet];
  const frame = make('div', { className: 'frame' }, ...children);
  frame.dataset.theme = theme;
  frame.part = 'wizard';
  root.replaceChildren(frame);
  return frame;
}

/** An element with properties and children. */
export function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
