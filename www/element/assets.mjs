// What is fetched, and what it has to be. The release and the npm package write a file of their own in
// place of this one: other names, and the digests.

/**
 * @typedef {object} Asset
 * @property {string} name Under which it lies below `assets-url`.
 * @property {URL} url Where it lies if nobody says otherwise.
 * @property {string} [integrity] Its digest, as `fetch` takes it.
 * @property {() => BufferSource} [bytes] The asset itself, where nothing is to be fetched.
 */

/** The wasm up to the first step. @type {Asset} */
export const FIRST = { name: 'azure-connect_bg.wasm', url: new URL('../azure-connect_bg.wasm', import.meta.url) };

/** The wasm of all other steps. A debug build has none. @type {Asset} */
export const REST = { name: 'azure-connect_rest.wasm', url: new URL('../azure-connect_rest.wasm', import.meta.url) };

/**
 * The tables of languages beside English, by their tags: the words of the first screen, with the digest of all words
 * under an empty key, and all. Each build writes them here.
 *
 * @type {Record<string, { first: Asset, whole: Asset }>}
 */
export const TEXTS = {};
