// Registers <azure-connect>: the one import with a side effect.
import { AzureConnectElement } from './index.mjs';

AzureConnectElement.define();

export { AzureConnectElement };
