// The pages side by side, the floor first. `first` is what the time to the first usable field waits for, `typed`
// the field that is typed into, once `on` (a route, then the button that goes on) brought it.
const form = { first: 'input, select', on: ['#existing', '#continue'], typed: '#clientId', text: '8f4b2c1d-6a7e-4f90-b3c5-1d2e3f4a5b6c' };

export const PAGES = [
  { name: 'hand-written', label: 'Hand-written JavaScript', source: 'script', entry: 'hand.js', sheet: true, ...form },
  { name: 'yew', label: 'Bare Yew 0.23', source: 'yew', yew: 'stable', sheet: true, ...form },
  { name: 'yew-small', label: 'Bare Yew 0.23, std built for size', source: 'yew', yew: 'small', sheet: true, ...form },
  { name: 'react', label: 'React 19', source: 'script', entry: 'react.jsx', sheet: true, ...form },
  {
    name: 'supabase',
    label: 'Supabase Auth UI (its own two fields)',
    source: 'script',
    entry: 'supabase.jsx',
    first: 'input',
    on: [],
    typed: 'input[type=email]',
    text: 'somebody.with.a.long.name@example.com',
  },
  { name: 'fluent', label: 'React 19, Fluent UI 9, react-hook-form, zod', source: 'script', entry: 'fluent.jsx', ...form },
  {
    name: 'azure-connect',
    label: '**azure-connect**',
    source: 'element',
    entry: 'azure-connect.js',
    element: true,
    ...form,
    on: ['.choice:last-child input', '[part~=primary]'],
  },
  {
    name: 'azure-connect-preload',
    label: '**azure-connect**, wasm and profile preloaded',
    source: 'element',
    entry: 'azure-connect.js',
    element: true,
    preload: true,
    ...form,
    on: ['.choice:last-child input', '[part~=primary]'],
  },
];
