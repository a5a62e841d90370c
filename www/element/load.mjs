// The program behind the elements: fetched once for a page, shared by all elements on it, and replaced
// when it is broken.
import instance from '../azure-connect.js';
import { FIRST, REST } from './assets.mjs';
import { noteListeners } from './listeners.mjs';

/** @type {Program | undefined} */
let running;
/** Whether programs start with both parts: one was at a loss with the first alone. */
let whole = false;

/**
 * Fetches and starts the program ahead of the first element.
 *
 * @param {{ wasm?: URL | string | Response | BufferSource | WebAssembly.Module, rest?: URL | string }} [sources]
 *   From elsewhere than beside this module: the first part, and the rest.
 */
export async function preload({ wasm, rest } = {}) {
  await program({ wasm, rest }).started;
}

/** What the glue is given in place of an answer: it takes several numbers out of one, and a failure is not zero. */
const NOTHING = Object.freeze([0, 0, 0, 0]);

/** The page's program. The first caller says where it comes from. */
export function program({ wasm, rest } = {}) {
  if (running) return running;
  const own = (running = new Program(wasm, rest));
  // What could not be started may be tried again.
  own.started.catch(() => own.forget());
  return own;
}

/** Where the parts lie below `assets-url`. */
export function assetsBelow(base) {
  if (!base) return {};
  const directory = new URL(base, document.baseURI);
  return { wasm: new URL(FIRST.name, directory), rest: new URL(REST.name, directory) };
}

/** An instance of the wasm and those who are on it. */
class Program {
  /** All that a trap takes down: they share memory and scheduler. */
  #users = new Set();
  #glue = instance((exports) => this.#guarded(exports));
  /** Nothing may enter it any more. */
  dead = false;
  /** Whether it died for want of what the rest brings: then another one is worth a try. */
  lost = false;
  /** Whether the first part is all that is here. It holds what was seen to run at a start, and traps at anything else. */
  #partial = false;
  /** Wizards that were over before the rest was here. */
  #ended = [];
  #restSource;
  #rest;
  #exports;
  /** Whether a wizard is just being put up: who does that is told of a trap by what is thrown. */
  #mounting = false;
  /** Settles when the first step can be shown. */
  started;

  constructor(wasm, rest) {
    this.#restSource = rest;
    this.started = this.#start(wasm);
  }

  /** Puts a wizard into a shadow root that is empty. `trapped` is called when it cannot go on. */
  mount(root, options, trapped) {
    this.#mounting = true;
    let handle;
    try {
      handle = this.#glue.mount(root, options);
    } finally {
      this.#mounting = false;
    }
    const letGo = noteListeners(root.lastElementChild);
    this.#users.add(trapped);
    const end = () => {
      if (this.dead) return;
      handle.destroy();
      handle.free();
      // Yew is done with it a little later.
      setTimeout(() => this.dead || letGo(this.#exports));
    };
    return {
      focus: () => handle.focus(),
      reset: () => handle.reset(),
      hasUnsaved: () => handle.has_unsaved(),
      // Learned with the rest.
      speak: ({ locale, texts = '{}' }) => this.dead || handle.speak(locale, texts),
      destroy: () => {
        this.#users.delete(trapped);
        // The first part has not learned to end.
        if (this.#partial) this.#ended.push(end);
        else end();
      },
    };
  }

  /** Brings what the first step does not need. */
  complete() {
    this.#rest ??= this.#complete().catch((error) => {
      this.#rest = undefined;
      throw error;
    });
    return this.#rest;
  }

  /** The next element starts another one. */
  forget() {
    if (running === this) running = undefined;
  }

  async #start(wasm) {
    this.#exports = await this.#glue.init(FIRST.bytes?.() ?? (await fetchPart(FIRST, wasm)));
    // A debug build is one piece.
    this.#partial = Boolean(this.#exports.rest);
    if (whole) await this.#add();
  }

  async #complete() {
    await this.started;
    await this.#add();
    this.#glue.restArrived();
  }

  async #add() {
    if (!this.#partial) return;
    const bytes = REST.bytes?.() ?? (await patiently(async () => (await fetchPart(REST, this.#restSource)).arrayBuffer()));
    this.#exports = await this.#glue.add(bytes);
    this.#partial = false;
    for (const end of this.#ended.splice(0)) end();
  }

  /**
   * Whatever is thrown out of the wasm leaves it half-way through something. So nobody enters it again, be it
   * by a timer, an event or an answer that comes late, and all that are on it learn of it.
   */
  #guarded(exports) {
    const guard = (call) => (...values) => {
      if (this.dead) return NOTHING;
      try {
        return call(...values);
      } catch (error) {
        this.dead = true;
        this.lost = this.#partial;
        whole ||= this.lost;
        this.forget();
        for (const trapped of this.#users) trapped(error);
        // What starts again is not the page's to report.
        if (this.lost && !this.#mounting) return NOTHING;
        throw error;
      }
    };
    const entries = Object.entries(exports);
    return Object.fromEntries(entries.map(([name, item]) => [name, typeof item === 'function' ? guard(item) : item]));
  }
}

/** Fetches an asset, from elsewhere if somebody says so. */
export async function fetchPart(asset, source = asset.url) {
  if (!(typeof source === 'string' || source instanceof URL)) return source;
  const { integrity } = asset;
  // What a cache kept of another release is refused by its digest, and may be right at the source.
  const response = await fetch(source, { integrity })
    .catch(() => fetch(source, { integrity, cache: 'reload' }))
    .catch(({ message }) => {
      throw new Error(`${source} is not there, or not of this release: ${message}`);
    });
  if (!response.ok) throw new Error(`${source} answered ${response.status}`);
  return response;
}

async function patiently(attempt, tries = 3) {
  try {
    return await attempt();
  } catch (error) {
    if (tries <= 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return patiently(attempt, tries - 1);
  }
}
