import { showFallback } from './fallback.mjs';
import { assetsBelow, program } from './load.mjs';
import { languageOf, wordsOf } from './languages.mjs';
import { ATTRIBUTES, LIVE, NAMES, READ, attributeOf } from './options.mjs';
import { showWaiting } from './waiting.mjs';

/** The tag under which the element is registered if nobody says otherwise. */
export const TAG = 'azure-connect';

/** How long an element without a profile waits for the page to set one. */
const PATIENCE_MS = 3000;

// A server has no elements, and may import this.
const HTMLElementOrNone = globalThis.HTMLElement ?? class {};

/**
 * Connects an Azure subscription to a platform.
 *
 * @attr {string} profile - URL of the platform's profile; the property also takes an object.
 * @attr {string} endpoint - Overrides the profile's endpoint URL.
 * @attr {string} connection - Id of a connection to repair or edit.
 * @attr {string} locale - BCP 47 tag of the language; default: the nearest `lang`. Can change at any time.
 * @attr {'light'|'dark'|'auto'} theme - Default `auto`.
 * @attr {number} heading-level - Level of the widget's heading, 1 to 5; default 2.
 * @attr {string} assets-url - Where the wasm lies, if not beside this module.
 * @attr {string} allow-origins - Origins beside the page's own that the secret may go to.
 * @attr {'session'|'off'} draft - Whether a draft survives a reload; default `session`.
 * @attr {string} draft-key - Keeps drafts of different accounts apart.
 * @prop {() => Record<string, string> | Promise<Record<string, string>>} headers - Called before each request to the platform: for tokens.
 * @prop {Record<string, string>} params - Values for `${param.…}` in the profile.
 * @prop {Record<string, string>} values - What fields begin with: `tenantId`, `clientId`, `name`, …
 * @prop {Transport} transport - Sends the requests in place of `fetch`: `(request, { signal }) => Promise<Response>`.
 * @prop {Record<string, Record<string, string>>} texts - Language tables of the page's own, by BCP 47 tag: in place of fetching one, or for a language that does not ship.
 * @fires ac-ready - The first step can be used.
 * @fires ac-step - Another step shows: `{step, index, total}`.
 * @fires ac-submit - Before anything is sent: `{operation}`. Cancelable.
 * @fires ac-created - The platform took the connection: `{id, status}`.
 * @fires ac-status - A check or the status changed: `{id, status, checks}`.
 * @fires ac-connected - The connection works: `{id}`. Once.
 * @fires ac-failed - A request did not work out: `{problem, retriable}`.
 * @fires ac-updated - A change of a connection was taken: `{id}`.
 * @fires ac-removed - A connection was removed: `{id}`.
 * @fires ac-expiring - A credential ends within 30 days, or has ended: `{id, days}`. Once for each connection.
 * @fires ac-exit - The wizard was left: `{reason, step}`; the reason is `closed`, `finished` or `host`.
 * @fires ac-error - The component itself broke: `{kind}`, which is `load`, `profile` or `panic`.
 * @slot header - Beside the title.
 * @slot help - Help of the platform's own, on every step.
 * @slot done - After the connection stands.
 * @slot fallback - Shown when the component cannot run.
 * @slot retry - The words of the button below it. Default: `Try again`.
 * @cssprop --ac-accent - Buttons, links, what is chosen. Default: the profile's `theme.accent`.
 * @cssprop --ac-on-accent - Text on the accent.
 * @cssprop --ac-accent-text - The accent where it is text on the background.
 * @cssprop --ac-background - Behind all of it.
 * @cssprop --ac-background-sunk - Behind what stands back.
 * @cssprop --ac-text - Text.
 * @cssprop --ac-text-soft - Text that stands back.
 * @cssprop --ac-line - Lines between things.
 * @cssprop --ac-edge - Edges of fields.
 * @cssprop --ac-radius - Of corners. Default: `8px`.
 * @cssprop --ac-font-mono - The font of identifiers and scripts.
 * @cssprop --ac-loading-size - The height of what shows before the first step. Default: about that of the first step.
 * @csspart wizard - All of it.
 * @csspart steps - The line of steps.
 * @csspart stage - What the current step shows.
 * @csspart problems - What stands in the way of going on.
 * @csspart input - Each field.
 * @csspart link - Each link into the Azure portal.
 * @csspart map - Where a value is in the portal.
 * @csspart code - Each text to copy.
 * @csspart paste - *Paste from Azure*.
 * @csspart paste-input - Its box.
 * @csspart paste-result - What it found.
 * @csspart kinds - The choice between kinds of credential.
 * @csspart federation - The values of a federated credential.
 * @csspart certificate - The certificate to upload.
 * @csspart target - The subscription or management group.
 * @csspart reuse - The app of a directory that was connected before.
 * @csspart role - The role.
 * @csspart script - The script and what it does.
 * @csspart keys - The keys to take along, where nothing is sent.
 * @csspart extras - The platform's own questions.
 * @csspart answers - What will be sent.
 * @csspart checks - The checks of the platform.
 * @csspart connections - The list of connections.
 * @csspart facts - What a connection is made of.
 * @csspart support - The details for support.
 * @csspart foot - The row of buttons.
 * @csspart primary - The button that goes on.
 * @csspart back - The button that goes back.
 * @csspart close - The button that leaves.
 * @csspart retry - The button that tries again after the component could not run.
 */
export class AzureConnectElement extends HTMLElementOrNone {
  static observedAttributes = [...ATTRIBUTES.keys()];

  static {
    for (const name of NAMES) {
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        enumerable: true,
        get() {
          const told = this.#told(name);
          return READ[name] ? READ[name](told, this) : told;
        },
        set(value) {
          this.#properties[name] = value;
          this.#changed(name);
        },
      });
    }
  }

  /** Registers the element; a second call with the same tag does nothing. */
  static define(tag = TAG, registry = globalThis.customElements) {
    // A registry takes a class once, so a tag of somebody's own gets a class of its own.
    if (registry && !registry.get(tag)) registry.define(tag, tag === TAG ? this : class extends this {});
    return this;
  }

  #properties = {};
  /** Attributes that are older than the property that goes with them. */
  #outdated = new Set();
  #settling = false;
  /** What the page asked for when this start was made; nothing while the element is on no page. */
  #asked;
  /** Which start this is; none, once it is over. */
  #turn;
  #wizard;
  /** The program that it runs on. */
  #running;
  /** The language that was asked for last, with the page's own tables; and the words that are shown. */
  #language;
  #own;
  #spoken;
  #broken = false;
  /** The focus was asked for before there was anything to give it to. */
  #focusWanted = false;
  /** The step that is left when the page takes the element away; none once it was left otherwise. */
  #step;

  constructor() {
    super();
    // Properties that were set before the element was defined hide the accessors: take them over.
    for (const name of NAMES) {
      if (!Object.hasOwn(this, name)) continue;
      this.#properties[name] = this[name];
      delete this[name];
    }
    for (const [attribute, name] of ATTRIBUTES) {
      if (this.#properties[name] !== undefined && this.hasAttribute(attribute)) this.#outdated.add(attribute);
    }
  }

  connectedCallback() {
    this.#settle();
  }

  disconnectedCallback() {
    this.#settle();
  }

  attributeChangedCallback(attribute) {
    // An upgrade reports the attributes that are there, though a property may have replaced them since.
    if (this.#outdated.delete(attribute)) return;
    // Of attribute and property the one that was set last counts.
    const name = ATTRIBUTES.get(attribute);
    delete this.#properties[name];
    this.#changed(name);
  }

  /** Moves the focus to the heading of the current step, as soon as there is one. */
  focus() {
    this.#focusWanted = !this.#wizard && !this.#broken;
    if (this.#wizard) this.#wizard.focus();
    else this.shadowRoot?.querySelector('button')?.focus();
  }

  /** Everything from the beginning; what was typed is gone. After a failure it is another try. */
  reset() {
    if (this.#wizard) this.#wizard.reset();
    else if (this.#broken && this.isConnected) this.#start();
  }

  /** What the page set: the property, else the attribute. */
  #told(name) {
    const attribute = attributeOf(name);
    return this.#properties[name] ?? (attribute && this.getAttribute(attribute));
  }

  #changed(name) {
    // A page that changes its theme means now, whatever is typed.
    if (name === 'theme') this.shadowRoot?.querySelector('[data-theme]')?.setAttribute('data-theme', this.theme);
    else if (LIVE.includes(name)) queueMicrotask(() => this.#speak());
    else this.#settle();
  }

  /**
   * Takes in what the page did, once for all that it did in one turn. So a move in the document, which takes the
   * element out and puts it back, is none, and options that are set one after the other make one start.
   */
  #settle() {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      if (!this.isConnected) {
        this.#leave();
      } else if (this.#asked !== this.#asks() && !this.#wizard?.hasUnsaved()) {
        // Options are read at the start. A change before anything was typed starts anew; a later one would cost
        // the admin what is typed, so it waits for the next start.
        this.#start();
      } else {
        // It may have come to a place where another language is spoken.
        this.#speak();
      }
    });
  }

  /** All that a start depends on. Of functions only whether there are any: they are looked up at each call. */
  #asks() {
    const told = (name) => (typeof this.#told(name) === 'function' ? true : this.#told(name));
    try {
      return JSON.stringify(NAMES.filter((name) => !LIVE.includes(name)).map((name) => told(name) ?? null));
    } catch (error) {
      // No JSON: the start says so as well.
      return String(error);
    }
  }

  async #start() {
    this.#stop();
    this.#asked = this.#asks();
    const turn = (this.#turn = {});
    showWaiting(this.shadowRoot ?? this.attachShadow({ mode: 'open' }), this.theme);
    let running;
    try {
      running = program(assetsBelow(this.assetsUrl));
      // Somebody who comes back is past the first step.
      const whole = hasDraft();
      const [profile, words] = await Promise.all([readProfile(this.#told('profile')), this.#firstWords(whole), running.started]);
      if (whole) await running.complete();
      if (turn === this.#turn) this.#mount(running, profile, words);
    } catch (error) {
      if (turn === this.#turn && running?.lost) return this.#start();
      const kind = error?.path === undefined ? (error?.kind ?? (running?.dead ? 'panic' : 'load')) : 'profile';
      if (turn === this.#turn) this.#break(kind, error);
    }
  }

  /** The same for a start, during which the page may ask for another one. */
  async #firstWords(whole) {
    for (;;) {
      const words = await this.#words(whole);
      if (!this.#asksForOther()) return words;
    }
  }

  /** Whether the page asks for another language than the last that was asked for. */
  #asksForOther() {
    return this.#own !== this.texts || this.#language !== JSON.stringify(languageOf(this.locale, this.texts));
  }

  /** The words of the language that is asked for now. */
  #words(whole) {
    const language = languageOf(this.locale, this.texts);
    this.#language = JSON.stringify(language);
    this.#own = this.texts;
    return wordsOf(language, { own: this.texts, base: this.assetsUrl, whole });
  }

  /** Changes the language if another one is asked for. What is typed stays. */
  async #speak() {
    if (!this.#wizard || !this.#asksForOther()) return;
    // If the rest does not come, who waits for it after the start says so.
    await this.#learn().catch(() => {});
  }

  /** Brings all words of the language that is asked for, and the rest of the program, which can change languages. */
  async #learn() {
    const [turn, running] = [this.#turn, this.#running];
    const asked = this.#words(true);
    const language = this.#language;
    const [words] = await Promise.all([asked, running.complete()]);
    if (turn === this.#turn && language === this.#language) this.#wizard?.speak((this.#spoken = words));
  }

  #mount(running, profile, words) {
    const root = this.shadowRoot;
    const turn = this.#turn;
    const options = Object.fromEntries(NAMES.map((name) => [name, this[name]]));
    this.#running = running;
    this.#spoken = words;
    // The page may exchange its functions without a new start.
    for (const name of ['headers', 'transport']) {
      if (options[name]) options[name] = (...call) => this[name](...call);
    }
    root.replaceChildren();
    const emit = (name, detail) => {
      // One that is over may still be about to show itself.
      if (turn !== this.#turn) return true;
      if (name === 'ac-ready') setTimeout(() => complete());
      return this.#emit(name, JSON.parse(detail), name === 'ac-submit');
    };
    const complete = async () => {
      try {
        // Another language may be asked for since the first screen's words were.
        await (words.textsFollow ? this.#learn() : running.complete());
        if (turn === this.#turn) await this.#speak();
      } catch (error) {
        if (turn === this.#turn) this.#break('load', error);
      }
    };
    // What a template says of requests is read late, when all of the program is here.
    const refused = (path, detail) => turn === this.#turn && this.#break('profile', { path, detail });
    const trapped = (error) => (running.lost ? this.#start() : this.#break('panic', error));
    this.#wizard = running.mount(root, { ...options, ...words, profile, emit, refused }, trapped);
    if (this.#focusWanted) this.focus();
  }

  #stop() {
    this.#turn = undefined;
    this.#broken = false;
    this.#wizard?.destroy();
    this.#wizard = undefined;
  }

  #leave() {
    if (this.#asked === undefined) return;
    this.#stop();
    this.#asked = undefined;
    this.shadowRoot.replaceChildren();
    if (this.#step) this.#emit('ac-exit', { reason: 'host', step: this.#step });
  }

  /** The component cannot go on: the fallback slot shows, and the host page is told. */
  #break(kind, error) {
    this.#stop();
    this.#broken = true;
    showFallback(this.shadowRoot, this.theme, error, this.#spoken, () => {
      this.#focusWanted = true;
      this.reset();
    });
    this.#emit('ac-error', { kind });
    if (this.#focusWanted) this.focus();
  }

  #emit(name, detail, cancelable = false) {
    if (name === 'ac-step') this.#step = detail.step;
    if (name === 'ac-exit' || name === 'ac-error') this.#step = undefined;
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
  }
}

/** The profile as JSON: as the page gave it, or from where it lies. */
async function readProfile(profile) {
  try {
    if (!profile) {
      // A page may have to fetch it first.
      await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
      throw new Error('the attribute or property "profile" is missing');
    }
    if (typeof profile !== 'string') return JSON.stringify(profile);
    const response = await fetch(profile, { headers: { Accept: 'application/json' } });
    if (!response.ok) throw new Error(`the profile ${profile} answered ${response.status}`);
    return await response.text();
  } catch (error) {
    throw Object.assign(error, { kind: 'profile' });
  }
}

function hasDraft() {
  try {
    return Object.keys(sessionStorage).some((key) => key.startsWith('azure-connect:'));
  } catch {
    return false;
  }
}
