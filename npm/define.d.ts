/** Registers `<azure-connect>`. */
export { AzureConnectElement } from './index.js';
