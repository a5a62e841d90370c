import { make, showFrame } from './frame.mjs';

// As large as the first step mostly is, its blocks where the parts of that will be, so that nothing jumps when it comes.
const SHEET = `
.page { --block: rgb(128 128 128 / 14%); display: flex; flex-direction: column; box-sizing: border-box; block-size: var(--ac-loading-size, 107rem); padding: 24px 16px 16px; animation: breathe 1.2s .6s infinite alternate ease-in-out; }
.page div { border-radius: 6px; background: var(--block); }
.title { inline-size: min(263px, 90%); block-size: 16px; }
.steps { block-size: 3px; margin-block: 20px 74px; }
.heading { inline-size: min(300px, 80%); block-size: 26px; }
.page .lead { inline-size: min(44rem, 100%); block-size: 38px; margin-block: 12px 58px; background: linear-gradient(var(--block) 0 14px, transparent 0 24px, var(--block) 0); }
.page .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 32px 48px; background: none; }
.page .column { display: grid; gap: 8px; align-content: start; background: none; }
.page :is(.choice, .aside) { block-size: 134px; border: 1px solid var(--block); border-radius: 8px; background: rgb(128 128 128 / 5%); box-sizing: border-box; }
.page .aside { block-size: 344px; }
.next { inline-size: 123px; block-size: 44px; margin-block-start: auto; }
@container (min-width: 480px) { .page { block-size: var(--ac-loading-size, 80rem); } .page .choice { block-size: 96px; } }
@container (min-width: 620px) { .page { padding-inline: 32px; } }
@container (min-width: 912px) { .page { block-size: var(--ac-loading-size, 63rem); } }
@keyframes breathe { to { opacity: .55; } }
@media (prefers-reduced-motion: reduce) { .page { animation: none; } }
`;

/** What shows before the first step does. */
export function showWaiting(root, theme) {
  const block = (className, ...children) => make('div', { className }, ...children);
  const choices = Array.from({ length: 5 }, () => block('choice'));
  const columns = block('columns', block('column', ...choices), block('column', block('aside')));
  const page = block('page', block('title'), block('steps'), block('heading'), block('lead'), columns, block('next'));
  const frame = showFrame(root, theme, SHEET, page);
  frame.setAttribute('role', 'progressbar');
  frame.setAttribute('aria-label', 'Loading');
}
