// The element apart from its registration. Importing this file touches no browser global, so a
// server can import it; the wasm is fetched when an element is connected, or on `preload`.
import init, { mount, restArrived } from '../azure-connect.js';

const WASM = new URL('../azure-connect_bg.wasm', import.meta.url);
const REST = new URL('../azure-connect_rest.wasm', import.meta.url);
const HTMLElementOrNone = globalThis.HTMLElement ?? class {};

/** Attributes, and the camelCase properties that mirror them. */
const MIRRORED = new Map([
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
/** Properties that have no attribute. */
const OWN = ['headers', 'params', 'values', 'transport'];

const TAG = 'azure-connect';
const FALLBACK = 'This form could not be loaded. Reload the page, or ask for the manual steps.';

// What shows before the wasm is there: quiet, and of about the height that follows.
const WAITING_SHEET = `
:host { display: block; min-block-size: 24rem; }
:host([hidden]) { display: none; }
.waiting { padding: 2rem; opacity: .6; }
.refused { padding: 1rem; border: 1px solid; font: .875rem/1.5 ui-monospace, monospace; white-space: pre-wrap; }
`;

let loading;
let resting;

/** Fetches and starts the wasm, once for the whole page. */
export function preload({ wasm } = {}) {
  loading ??= init({ module_or_path: wasm ?? WASM }).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** The part of the wasm that the first step does not need. A debug build has it in one piece. */
function loadRest(url) {
  resting ??= (async () => {
    const first = await loading;
    if (first.rest) await WebAssembly.instantiate(await fetchBytes(url), { first });
    restArrived();
  })().catch((error) => {
    resting = undefined;
    throw error;
  });
  return resting;
}

async function fetchBytes(url, tries = 3) {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return await response.arrayBuffer();
  } catch (error) {
    if (tries <= 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return fetchBytes(url, tries - 1);
  }
}

/**
 * Connects an Azure subscription to a platform.
 *
 * @attr {string} profile - URL of the platform's profile; the property also takes an object.
 * @attr {string} endpoint - Overrides the profile's endpoint URL.
 * @attr {string} connection - Id of a connection to repair or edit.
 * @attr {string} locale - BCP 47 tag; default: the nearest `lang`.
 * @attr {light|dark|auto} theme - Default `auto`.
 * @attr {number} heading-level - Level of the widget's heading, 1 to 5; default 2.
 * @attr {string} assets-url - Where the wasm lies, if not beside this module.
 * @attr {string} allow-origins - Origins beside the page's own that the secret may go to.
 * @attr {session|off} draft - Whether a draft survives a reload; default `session`.
 * @attr {string} draft-key - Keeps drafts of different accounts apart.
 * @fires ac-ready - The first step can be used.
 * @fires ac-step - `{step, index, total}`
 * @fires ac-submit - Cancelable, before anything is sent.
 * @fires ac-created - `{id, status}`
 * @fires ac-status - `{id, status, checks}`
 * @fires ac-connected - `{id}`, once.
 * @fires ac-failed - `{problem, retriable}`
 * @fires ac-updated - `{id}`: a change of a connection was taken.
 * @fires ac-removed - `{id}`
 * @fires ac-expiring - `{id, days}`, once for each connection whose credential ends within 30 days.
 * @fires ac-exit - `{reason, step}`
 * @fires ac-error - `{kind}`: the component itself broke.
 * @slot header - Beside the title.
 * @slot help - Help of the platform's own, on every step.
 * @slot done - After the connection stands.
 * @slot fallback - Shown when the component cannot run.
 */
export class AzureConnectElement extends HTMLElementOrNone {
  static observedAttributes = [...MIRRORED.keys()];

  static {
    const accessor = (name, attribute) =>
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        enumerable: true,
        get() {
          return this.#properties[name] ?? (attribute ? this.getAttribute(attribute) : undefined);
        },
        set(value) {
          this.#properties[name] = value;
          this.#change(name);
        },
      });
    for (const [attribute, name] of MIRRORED) accessor(name, attribute);
    for (const name of OWN) accessor(name);
  }

  /** Registers the element; a second call with the same tag does nothing. */
  static define(tag = TAG, registry = globalThis.customElements) {
    // A registry takes a class once, so a tag of somebody's own gets a class of its own.
    if (registry && !registry.get(tag)) registry.define(tag, tag === TAG ? this : class extends this {});
    return this;
  }

  #handle;
  #starting;
  #afterReady;
  #properties = {};
  /** The step that is left when the page takes the element away; none once it was left otherwise. */
  #step;
  #watchdog = (event) => this.#onPageError(event);

  constructor() {
    super();
    // Properties that were set before the element was defined hide the accessors: take them over.
    for (const name of [...MIRRORED.values(), ...OWN]) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
  }

  connectedCallback() {
    if (!this.#handle && !this.#starting) this.#start();
  }

  disconnectedCallback() {
    // A move in the document disconnects and connects in one turn: only a lasting absence ends it.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#stop();
      if (this.#step) this.#emit('ac-exit', { reason: 'host', step: this.#step });
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before !== after) this.#change(name);
  }

  /** Moves the focus to the heading of the current step. */
  focus() {
    this.#handle?.focus();
  }

  /** Everything from the beginning; what was typed is gone. */
  reset() {
    this.#handle?.reset();
  }

  #change(name) {
    // A page that changes its theme means now, whatever is typed.
    const frame = name === 'theme' && this.#handle && this.shadowRoot.querySelector('[data-theme]');
    if (frame) {
      const theme = this.#option('theme');
      frame.dataset.theme = ['light', 'dark'].includes(theme) ? theme : 'auto';
      return;
    }
    // Other options are read at the start. A change before anything was typed starts anew; a later
    // one would cost the admin what is typed, so it waits for the next start.
    if (this.isConnected && this.#handle && !this.#handle.has_unsaved()) {
      this.#stop();
      this.#start();
    }
  }

  #option(attribute) {
    return this.#properties[MIRRORED.get(attribute)] ?? this.getAttribute(attribute) ?? undefined;
  }

  async #start() {
    const turn = (this.#starting = Symbol('start'));
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#wait(root);
    try {
      const assets = this.#option('assets-url');
      const asset = (name) => assets && new URL(name, new URL(assets, document.baseURI));
      const [profile] = await Promise.all([this.#profile(), preload({ wasm: asset('azure-connect_bg.wasm') })]);
      if (turn !== this.#starting) return;
      const rest = () => loadRest(asset('azure-connect_rest.wasm') ?? REST);
      this.#afterReady = () => rest().catch((error) => this.#handle && this.#broken('load', error));
      // Somebody who comes back is past the first step.
      if (hasDraft()) await rest();
      if (turn !== this.#starting) return;
      // Where no panic hook exists, a trap of the wasm reaches nobody but the page's error event.
      addEventListener('error', this.#watchdog);
      addEventListener('unhandledrejection', this.#watchdog);
      root.replaceChildren();
      this.#handle = mount(root, this.#options(profile));
    } catch (error) {
      if (turn === this.#starting) this.#broken(error?.path === undefined ? 'load' : 'profile', error);
    } finally {
      if (turn === this.#starting) this.#starting = undefined;
    }
  }

  #stop({ poisoned = false } = {}) {
    this.#starting = undefined;
    removeEventListener('error', this.#watchdog);
    removeEventListener('unhandledrejection', this.#watchdog);
    // A panicked instance is not entered again: its nodes go when the root is emptied.
    if (!poisoned) this.#handle?.destroy();
    this.#handle = undefined;
  }

  async #profile() {
    const profile = this.#option('profile');
    if (profile === undefined) throw new Error('the attribute "profile" is missing');
    if (typeof profile !== 'string') return JSON.stringify(profile);
    const response = await fetch(profile, { headers: { Accept: 'application/json' } });
    if (!response.ok) throw new Error(`the profile ${profile} answered ${response.status}`);
    return response.text();
  }

  #options(profile) {
    const { headers, params, values, transport } = this.#properties;
    return {
      profile,
      endpoint: this.#option('endpoint'),
      connection: this.#option('connection'),
      locale: this.#option('locale'),
      theme: this.#option('theme'),
      headingLevel: Number(this.#option('heading-level')) || 2,
      allowOrigins: this.#option('allow-origins') ?? '',
      draft: this.#option('draft') ?? 'session',
      draftKey: this.#option('draft-key') ?? '',
      headers,
      params,
      values,
      transport,
      emit: (name, detail) => this.#emit(name, JSON.parse(detail), name === 'ac-submit'),
      broken: () => this.#broken('panic'),
    };
  }

  #emit(name, detail, cancelable = false) {
    if (name === 'ac-ready') setTimeout(this.#afterReady);
    if (name === 'ac-step') this.#step = detail.step;
    if (name === 'ac-exit' || name === 'ac-error') this.#step = undefined;
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
  }

  #wait(root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(WAITING_SHEET);
    root.adoptedStyleSheets = [sheet];
    const waiting = document.createElement('div');
    waiting.className = 'waiting';
    waiting.textContent = '…';
    root.replaceChildren(waiting);
  }

  #onPageError(event) {
    const error = event.error ?? event.reason;
    const ours = /azure[-_]connect/.test(error?.stack ?? '');
    if (error instanceof WebAssembly.RuntimeError && ours) this.#broken('panic');
  }

  /** The component cannot go on: the fallback slot shows, and the host page is told. */
  #broken(kind, error) {
    if (kind === 'panic' && !this.#handle) return;
    this.#stop({ poisoned: kind === 'panic' });
    const slot = document.createElement('slot');
    slot.name = 'fallback';
    slot.textContent = FALLBACK;
    this.shadowRoot.replaceChildren(slot);
    if (error) {
      const refused = kind === 'profile' ? `the profile is refused at "${error.path}": ` : '';
      const text = `azure-connect: ${refused}${error.detail ?? error.message}`;
      console.error(text);
      if (['localhost', '127.0.0.1', '[::1]'].includes(location.hostname)) {
        const note = document.createElement('pre');
        note.className = 'refused';
        note.textContent = text;
        this.shadowRoot.append(note);
      }
    }
    this.#emit('ac-error', { kind });
  }
}

function hasDraft() {
  try {
    return Object.keys(sessionStorage).some((key) => key.startsWith('azure-connect:'));
  } catch {
    return false;
  }
}

/** Registers the element under a tag of choice. */
export function defineAzureConnect(tag, registry) {
  return AzureConnectElement.define(tag, registry);
}

/** Puts an element into `target` and answers with a handle on it. */
export function createAzureConnect(target, options = {}) {
  AzureConnectElement.define();
  const element = Object.assign(document.createElement('azure-connect'), options);
  target.append(element);
  return {
    element,
    update: (changes) => void Object.assign(element, changes),
    focus: () => element.focus(),
    reset: () => element.reset(),
    destroy: () => element.remove(),
  };
}
