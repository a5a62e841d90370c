// The page of a fictional platform. All that it needs of the component is the element in its markup;
// the rest here is for the demo: a theme to choose, and a stand-in where no platform answers.
import '../element/define.mjs';

import { DemoPlatform } from './platform.mjs';

const element = document.querySelector('azure-connect');
const left = document.querySelector('.left');

document.querySelector('#theme').addEventListener('change', ({ target }) => {
  document.documentElement.dataset.theme = target.value;
  element.setAttribute('theme', target.value);
});

element.addEventListener('ac-exit', ({ detail }) => {
  if (detail.reason === 'host') return;
  element.hidden = true;
  left.hidden = false;
  left.querySelector('button').focus();
});
left.querySelector('button').addEventListener('click', () => {
  left.hidden = true;
  element.hidden = false;
  element.focus();
});

if (!(await platformAnswers())) {
  const demo = new DemoPlatform();
  element.transport = demo.transport;
  document.querySelector('.notice').hidden = false;
  const list = document.querySelector('.values dl');
  for (const [name, value] of Object.entries(demo.values)) {
    const code = document.createElement('code');
    code.textContent = value;
    const term = document.createElement('dt');
    term.textContent = name;
    const definition = document.createElement('dd');
    definition.append(code);
    list.append(term, definition);
  }
  document.querySelector('.values').hidden = false;
}

/** Whether a platform stands behind this page: its list of connections is JSON. */
async function platformAnswers() {
  try {
    const answer = await fetch('/api/azure/connections', { headers: { Accept: 'application/json' } });
    return answer.ok && (answer.headers.get('content-type') ?? '').includes('json');
  } catch {
    return false;
  }
}
