// The API. Importing it does nothing and touches no browser global, so a server can import it.
export { createAzureConnect } from './create.mjs';
export { AzureConnectElement } from './element.mjs';
export { preload } from './load.mjs';

import { AzureConnectElement } from './element.mjs';

/**
 * Registers the element under a tag of choice. A second call with the same tag does nothing.
 *
 * @param {string} [tag] Default: `azure-connect`.
 * @param {CustomElementRegistry} [registry] Default: the page's.
 */
export function defineAzureConnect(tag, registry) {
  return AzureConnectElement.define(tag, registry);
}
