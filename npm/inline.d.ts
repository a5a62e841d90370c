/** All of `azure-connect` with the wasm inside, in one file. Registers `<azure-connect>`. */
export * from './index.js';
