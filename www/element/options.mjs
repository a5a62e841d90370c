// What a page may set on the element.
import { localeAt } from './languages.mjs';

/** Properties by the attributes that go with them. */
export const ATTRIBUTES = new Map([
  ['profile', 'profile'],
  ['endpoint', 'endpoint'],
  ['connection', 'connection'],
  ['locale', 'locale'],
  ['theme', 'theme'],
  ['heading-level', 'headingLevel'],
  ['assets-url', 'assetsUrl'],
  ['allow-origins', 'allowOrigins'],
  ['draft', 'draft'],
  ['draft-key', 'draftKey'],
]);

/** All properties; the last five have no attribute. */
export const NAMES = [...ATTRIBUTES.values(), 'headers', 'params', 'values', 'transport', 'texts'];

/** Those that a page changes at once, whatever is typed; all others are read at a start. */
export const LIVE = ['theme', 'locale', 'texts'];

/** The attribute that goes with a property. */
export const attributeOf = (name) => [...ATTRIBUTES.keys()].find((attribute) => ATTRIBUTES.get(attribute) === name);

/** What properties come to that may be left out or said in several ways. */
export const READ = {
  locale: (told, element) => told || localeAt(element),
  theme: (told) => (['light', 'dark'].includes(told) ? told : 'auto'),
  headingLevel: (told) => Number(told) || 2,
  draft: (told) => (told === 'off' ? 'off' : 'session'),
};
