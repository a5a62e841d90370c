// Registers <azure-connect>: the one import with a side effect.
import { AzureConnectElement } from './azure-connect.mjs';

AzureConnectElement.define();

export { AzureConnectElement };
