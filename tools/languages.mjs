// The tables of languages as they ship: without white space, and the words of the first screen in a file of their own,
// so that a start in another language costs a few kilobytes. That file has the digest of the other one. English is in the
// wasm (build.rs).
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';

const TEXTS = new URL('../data/texts/', import.meta.url);
/** A language has two letters or three; other files are about the tables. */
const TABLE = /^([a-z]{2,3}(?:-\w+)*)\.json$/;

/** `[tag, { first, whole }]` of each language that is translated, as JSON. */
export async function languages() {
  const names = (await readdir(TEXTS)).map((name) => name.match(TABLE)?.[1]).filter((tag) => tag && tag !== 'en');
  return Promise.all(names.sort().map(async (tag) => [tag, await cut(await read(tag))]));
}

/** The same of languages that nobody speaks: English that shows what is not translated, and what gets too long. */
export async function pseudoLanguages() {
  const english = await read('en');
  const made = (change) => Object.fromEntries(Object.entries(english).map(([key, text]) => [key, isCode(key) ? text : change(text)]));
  return Promise.all([['en-XA', accented], ['ar-XB', mirrored]].map(async ([tag, change]) => [tag, await cut(made(change))]));
}

/** The two files of a table by their names. */
export function filesOf([tag, { first, whole }]) {
  return { [`texts/${tag}_first.json`]: first, [`texts/${tag}.json`]: whole };
}

const LETTERS = { a: 'á', b: 'ƀ', c: 'ç', d: 'đ', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ', n: 'ñ', o: 'ö', p: 'þ', q: 'ʠ', r: 'ŕ', s: 'š', t: 'ţ', u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž' };
const PLACEHOLDERS = /(\{[^{}]*\})/;

/** English in letters with accents, in brackets, and longer by two fifths, as German or Finnish are. */
export function accented(text) {
  const said = parts(text, (part) => part.replace(/[a-z]/gi, (letter) => {
    const own = LETTERS[letter.toLowerCase()];
    return letter === letter.toLowerCase() ? own : own.toUpperCase();
  }));
  const more = Math.ceil(text.length * 0.4);
  return `[${said}${' ~~~~~~'.repeat(Math.ceil(more / 7)).slice(0, more).trimEnd()}]`;
}

/** English as a text from right to left: each word runs backwards, by marks that are not seen. */
export function mirrored(text) {
  return parts(text, (part) => part.replace(/[^\s]+/g, '\u202e$&\u202c'));
}

function parts(text, change) {
  return text.split(PLACEHOLDERS).map((part, at) => (at % 2 ? part : change(part))).join('');
}

/** What is typed into a shell is the same everywhere. */
function isCode(key) {
  return /^(group\.)?role\.(use|again)\.\w+\.command$/.test(key);
}

async function cut(table) {
  const starts = [...(await read('first')), 'broken.'];
  const first = Object.entries(table).filter(([key]) => starts.some((start) => key.startsWith(start)));
  const whole = JSON.stringify(table);
  return { first: JSON.stringify({ '': digestOf(whole), ...Object.fromEntries(first) }), whole };
}

/** As `fetch` takes it. */
export function digestOf(content) {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

async function read(name) {
  return JSON.parse(await readFile(new URL(`${name}.json`, TEXTS), 'utf8'));
}
