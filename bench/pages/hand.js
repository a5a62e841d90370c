// The floor: no library at all.
import { branches, clouds, fields, needs, routes, verdict, words } from './step.js';

const el = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

function choice(route) {
  const radio = el('input', { type: 'radio', name: 'route', id: route, checked: route === routes[0] });
  const best = route === routes[0] ? [el('i', {}, words['route.recommended'])] : [];
  const texts = el('span', {}, el('b', {}, words[`route.${route}`]), ...best, el('small', {}, words[`route.${route}.hint`]));
  const label = el('label', { className: radio.checked ? 'choice on' : 'choice' }, radio, texts);
  radio.onchange = () => {
    for (const other of label.parentElement.querySelectorAll('.choice')) other.classList.toggle('on', other === label);
  };
  return label;
}

function routeStep() {
  return el('div', {},
    el('h3', {}, words['steps.route']),
    el('p', {}, words['lead.route']),
    el('fieldset', {}, el('legend', {}, words['route.legend']), ...routes.map(choice)),
    el('label', { htmlFor: 'cloud' }, words.cloud),
    el('small', {}, words['cloud.hint']),
    el('select', { id: 'cloud' }, ...clouds.map((cloud) => el('option', { value: cloud }, words[`cloud.${cloud}`]))),
    el('h4', {}, words['need.title']),
    el('ul', {}, ...needs.map((need) => el('li', {}, words[`need.${need}`]))),
    ...branches.map((branch) =>
      el('details', {}, el('summary', {}, words[`need.${branch}`]), el('p', {}, words[`need.${branch}.answer`]))),
    el('p', { className: 'foot' },
      el('button', { id: 'continue', onclick: () => show(valuesStep()) }, words.continue), el('button', {}, words.close)),
  );
}

function field(id) {
  const said = el('p', { className: 'verdict' });
  const input = el('input', { id, type: id === 'clientSecret' ? 'password' : 'text', autocomplete: 'off', spellcheck: false });
  input.oninput = () => (said.textContent = verdict(id, input.value));
  return el('div', { className: 'field' },
    el('label', { htmlFor: id }, words[id]), el('small', {}, words[`${id}.hint`]), input, said);
}

function valuesStep() {
  return el('div', {},
    el('h3', {}, words['steps.values']),
    el('p', {}, words['lead.values']),
    ...fields.map(field),
    el('p', { className: 'foot' }, el('button', {}, words.continue), el('button', { onclick: () => show(routeStep()) }, words.back)),
  );
}

const place = el('div', {});
const show = (step) => place.replaceChildren(step);
const steps = ['route', 'values', 'connect'].map((step) => el('li', {}, words[`steps.${step}`]));
document.body.append(el('div', { className: 'step' }, el('h2', {}, words.title), el('ol', { className: 'steps' }, ...steps), place));
show(routeStep());
