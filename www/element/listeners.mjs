/**
 * Yew 0.23 takes an app's root for something that stays as long as the page does: it never takes its listeners off,
 * and forgets them in a way that keeps them and the root alive. So they are noted as they come.
 *
 * @param {Element} root
 * @returns {(exports: WebAssembly.Exports) => void} Lets go of them, for when the wizard has been taken down.
 */
export function noteListeners(root) {
  const noted = new Map();
  root.addEventListener = (type, listener, options) => {
    noted.set(listener, type);
    EventTarget.prototype.addEventListener.call(root, type, listener, options);
  };
  return ({ __wbindgen_externrefs: table, __externref_table_dealloc: free }) => {
    for (const [listener, type] of noted) {
      root.removeEventListener(type, listener, true);
      // The wasm's side of it, and with the last one what it knows of the root.
      listener._wbg_cb_unref();
    }
    // The place in the wasm's table that is taken for ever.
    for (let at = 0; at < table.length; at++) if (noted.has(table.get(at))) free(at);
  };
}
