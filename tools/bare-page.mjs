// As much of a browser as the widget needs for its first screen, for Node: a tree of nodes that remembers
// nothing but its shape, its attributes and who listens. tools/first-start.mjs runs the wasm on it.

class Node {
  childNodes = [];
  parentNode = null;
  #listeners = [];

  get firstChild() {
    return this.childNodes[0] ?? null;
  }
  get lastChild() {
    return this.childNodes.at(-1) ?? null;
  }
  get nextSibling() {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }
  get parentElement() {
    return this.parentNode instanceof Element ? this.parentNode : null;
  }
  insertBefore(node, next) {
    node.remove();
    const at = next ? this.childNodes.indexOf(next) : this.childNodes.length;
    if (at < 0) throw new Error('bare-page: the node to insert before is not here');
    this.childNodes.splice(at, 0, node);
    node.parentNode = this;
    return node;
  }
  appendChild(node) {
    return this.insertBefore(node, null);
  }
  remove() {
    const { parentNode } = this;
    if (parentNode) parentNode.childNodes.splice(parentNode.childNodes.indexOf(this), 1);
    this.parentNode = null;
  }
  removeChild(node) {
    node.remove();
    return node;
  }
  addEventListener(type, listener, options) {
    this.#listeners.push({ type, listener, capture: options === true || options?.capture === true });
  }
  removeEventListener() {}
  getRootNode() {
    return this.parentNode ? this.parentNode.getRootNode() : this;
  }
  /** The way up from here, as an event sees it; a shadow root's host is beyond what anybody here looks at. */
  get path() {
    return this.parentNode ? [this, ...this.parentNode.path] : [this];
  }
  /** Tells who listens on the way down and up again. */
  dispatchEvent(event) {
    const path = this.path;
    Object.assign(event, { target: this, path });
    const tell = (node, phase) => {
      for (const { type, listener, capture } of node.#listeners) {
        if (type === event.type && capture === phase) listener.call(node, Object.assign(event, { currentTarget: node }));
      }
    };
    for (const node of [...path].reverse()) tell(node, true);
    for (const node of path) tell(node, false);
  }
}

class Element extends Node {
  #attributes = new Map();

  constructor(name, namespaceURI = 'http://www.w3.org/1999/xhtml') {
    super();
    Object.assign(this, { localName: name, tagName: name.toUpperCase(), namespaceURI });
  }
  setAttribute(name, value) {
    this.#attributes.set(name, value);
  }
  getAttribute(name) {
    return this.#attributes.get(name) ?? null;
  }
  removeAttribute(name) {
    this.#attributes.delete(name);
  }
  set className(value) {
    this.setAttribute('class', value);
  }
  set textContent(_) {
    this.childNodes = [];
  }
  attachShadow() {
    return Object.assign(new ShadowRoot(), { host: this, parentNode: this });
  }
  /** Yew clones elements that are empty and bare, and nothing else. */
  cloneNode() {
    return new this.constructor(this.localName, this.namespaceURI);
  }
}

class HTMLElement extends Element {
  style = { setProperty() {} };
  focus() {}
}
class HTMLInputElement extends HTMLElement {
  value = '';
  checked = false;
}
class HTMLSelectElement extends HTMLElement {
  value = '';
}
class HTMLTextAreaElement extends HTMLElement {}
class HTMLDialogElement extends HTMLElement {}
class Text extends Node {
  constructor(text) {
    super();
    this.nodeValue = text;
  }
}
class DocumentFragment extends Node {}
class ShadowRoot extends DocumentFragment {
  adoptedStyleSheets = [];
}
class Document extends Node {
  createElement(name) {
    const classes = { dialog: HTMLDialogElement, input: HTMLInputElement, select: HTMLSelectElement, textarea: HTMLTextAreaElement };
    return new (classes[name] ?? HTMLElement)(name);
  }
  createElementNS(namespace, name) {
    return new Element(name, namespace);
  }
  createTextNode(text) {
    return new Text(text);
  }
}
class CSSStyleSheet {
  replaceSync() {}
}
class Event {
  bubbles = true;
  cancelBubble = false;
  composed = true;
  defaultPrevented = false;
  constructor(type) {
    this.type = type;
  }
  composedPath() {
    return this.path;
  }
  preventDefault() {}
}
class InputEvent extends Event {}
class KeyboardEvent extends Event {
  key = 'Tab';
  isComposing = false;
}
class MouseEvent extends Event {}
class Window {}
class Storage {
  getItem() {
    return null;
  }
  setItem() {}
  removeItem() {}
}

/** A clock that shows the same in every build; it goes on by `step` milliseconds each time that somebody looks. */
class Clock extends Date {
  static step = 0;
  static at = Date.UTC(2028, 0, 1, 12);
  constructor(...time) {
    super(...(time.length ? time : [Clock.now()]));
  }
  static now() {
    return (Clock.at += Clock.step);
  }
}

/** Makes the globals of a page; answers with its document and its clock. */
export function openPage(globals = globalThis) {
  const classes = [
    CSSStyleSheet, Document, DocumentFragment, Element, Event, HTMLDialogElement, HTMLElement, HTMLInputElement, HTMLSelectElement,
    HTMLTextAreaElement, InputEvent, KeyboardEvent, MouseEvent, Node, ShadowRoot, Storage, Text, Window,
  ];
  const document = new Document();
  const values = { document, sessionStorage: new Storage(), window: globals, self: globals, Date: Clock, setTimeout: (call, ms, ...values) => setImmediate(call, ...values) };
  for (const own of classes) values[own.name] = own;
  for (const [name, value] of Object.entries(values)) Object.defineProperty(globals, name, { value, configurable: true, writable: true });
  // What asks whether this is a window looks at the class of the global object.
  Object.setPrototypeOf(Window.prototype, Object.getPrototypeOf(globals));
  Object.setPrototypeOf(globals, Window.prototype);
  return { document, clock: Clock };
}

/** The elements below `node`, in the document's order. */
export function* elementsIn(node) {
  for (const child of node.childNodes) {
    if (child instanceof Element) yield child;
    yield* elementsIn(child);
  }
}
