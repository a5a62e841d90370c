// What a page may set on the element.

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

/** All properties; the last four have no attribute. */
export const NAMES = [...ATTRIBUTES.values(), 'headers', 'params', 'values', 'transport'];

/** The attribute that goes with a property. */
export const attributeOf = (name) => [...ATTRIBUTES.keys()].find((attribute) => ATTRIBUTES.get(attribute) === name);

/** What properties come to that may be left out or said in several ways. */
export const READ = {
  locale: (told, element) => told || languageAt(element),
  theme: (told) => (['light', 'dark'].includes(told) ? told : 'auto'),
  headingLevel: (told) => Number(told) || 2,
  draft: (told) => (told === 'off' ? 'off' : 'session'),
};

/** The language of a place on a page: that of the nearest `lang`, also around the shadow roots that it is in. */
function languageAt(place) {
  for (let at = place; at; at = at.parentNode ?? at.host) {
    if (at.lang) return at.lang;
  }
  return navigator.language;
}
