// Which language the widget speaks, and where its words come from.
import { TEXTS } from './assets.mjs';
import { fetchPart } from './load.mjs';

/**
 * @typedef {object} Language
 * @property {string} locale The BCP 47 tag, with the region that was asked for.
 * @property {string} [name] The name of its table. English needs none: it is in the wasm.
 */

/** @type {Language} */
const ENGLISH = { locale: 'en' };

/** The language of a tag, from the tables that ship and the page's own; English where there is none. */
export function languageOf(tag, own) {
  try {
    // It also knows that Hebrew was called `iw`.
    const { baseName, language } = new Intl.Locale(tag);
    // `zh-Hant-TW`, `zh-Hant`, `zh`.
    for (let name = baseName; name; name = name.slice(0, Math.max(name.lastIndexOf('-'), 0))) {
      if (own?.[name] || Object.hasOwn(TEXTS, name)) return { locale: baseName, name };
    }
    return language === 'en' ? { locale: baseName } : ENGLISH;
  } catch {
    return ENGLISH;
  }
}

/** The language of a place on a page: that of the nearest `lang`, also around the shadow roots that it is in. */
export function localeAt(place) {
  for (let at = place; at; at = at.parentNode ?? at.host) {
    if (at.lang) return at.lang;
  }
  // Nobody says. Of the languages that the reader prefers, the first that is spoken.
  const { language, languages = [] } = navigator;
  return languages.find((tag) => /^en\b/i.test(tag) || languageOf(tag).name) ?? language;
}

/**
 * The words of a language, as the wizard takes them: at least those of the first screen, or all (`whole`). Never
 * fails: whoever has no words speaks English.
 */
export async function wordsOf({ locale, name }, { own, base, whole }) {
  if (!name) return { locale };
  if (own?.[name]) return { locale, texts: tableOf(own[name]) };
  const asset = TEXTS[name];
  const read = async (asset) => (await fetchPart(asset, base ? new URL(asset.name, new URL(base, document.baseURI)) : undefined)).text();
  try {
    const texts = await (asset.read ??= read(asset.first));
    if (!whole) return { locale, texts, textsFollow: true };
    // It knows the digest of the other, which would be a weight on those who speak English.
    return { locale, texts: await read({ ...asset.whole, integrity: JSON.parse(texts)[''] }) };
  } catch ({ message }) {
    asset.read = undefined;
    console.warn(`azure-connect: English is spoken in place of ${locale}: ${message}`);
    return { ...ENGLISH };
  }
}

/** Of the page's table what is a text. */
function tableOf(table) {
  return JSON.stringify(Object.fromEntries(Object.entries(table).filter(([, text]) => typeof text === 'string')));
}
