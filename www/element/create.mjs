import { AzureConnectElement, TAG } from './element.mjs';

/**
 * Puts an element into `target` and answers with a handle on it.
 *
 * @param {Element | string} target An element, or a selector of one.
 * @param {object} [options] Properties of the element.
 */
export function createAzureConnect(target, options = {}) {
  const parent = typeof target === 'string' ? document.querySelector(target) : target;
  if (!parent) throw new TypeError(`createAzureConnect: nothing on the page matches ${target}`);
  AzureConnectElement.define();
  const element = Object.assign(document.createElement(TAG), options);
  parent.append(element);
  return {
    element,
    /** Changes some options. What is typed is kept: see the element's documentation. */
    update: (changes) => void Object.assign(element, changes),
    /** Moves the focus to the heading of the current step. */
    focus: () => element.focus(),
    /** Everything from the beginning; after a failure it is another try. */
    reset: () => element.reset(),
    /** Takes the element away, and what is under way with it. */
    destroy: () => element.remove(),
  };
}
