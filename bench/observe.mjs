/**
 * Runs in the page before anything of its own. Looks at each frame whether the first field is there, uses it at
 * once as somebody in a hurry would, and says when the field that is typed into has come.
 */
export function observe({ first, on, typed }) {
  const wasm = [];
  const { instantiate, instantiateStreaming } = WebAssembly;
  const noted = (result) => {
    const { exports } = result.instance ?? result;
    for (const value of Object.values(exports)) if (value instanceof WebAssembly.Memory && !wasm.includes(value)) wasm.push(value);
    return result;
  };
  WebAssembly.instantiate = (...all) => instantiate(...all).then(noted);
  WebAssembly.instantiateStreaming = (...all) => instantiateStreaming(...all).then(noted);

  const roots = () => [document, ...[...document.querySelectorAll('azure-connect')].map(({ shadowRoot }) => shadowRoot).filter(Boolean)];
  const find = (selector) => {
    for (const root of roots()) {
      for (const element of root.querySelectorAll(selector)) if (!element.disabled && element.checkVisibility()) return element;
    }
  };
  /** When the frame that begins now has been painted. */
  const painted = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(0);
  };

  const firstKind = (bytes, until) =>
    performance
      .getEntriesByType('resource')
      .filter(({ responseEnd }) => responseEnd <= until)
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, bytes);

  let fieldAt;
  let goingOn = false;
  globalThis.benchArrived = new Promise((resolve) => {
    const pending = [...on];
    const look = () => {
      if (fieldAt === undefined) {
        if (find(first)) {
          fieldAt = 0;
          painted((now) => {
            fieldAt = now;
            goingOn = true;
          });
        }
      } else if (goingOn && pending.length > 0) {
        // A turn of its own for each, as with two clicks.
        const element = find(pending[0]);
        if (element) {
          pending.shift();
          element.click();
        }
      } else if (goingOn && find(typed)) {
        painted((now) => resolve({ field: fieldAt, second: on.length > 0 ? now : null }));
        return;
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

  globalThis.benchBytes = () => ({ firstBytes: firstKind(0, fieldAt), allBytes: firstKind(0, Infinity), requests: performance.getEntriesByType('resource').length });
  globalThis.benchFocus = () => find(typed).focus();
  globalThis.benchWasm = () => wasm.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

  const paints = [];
  addEventListener('keydown', (event) => {
    const pressed = event.timeStamp;
    requestAnimationFrame(() => painted((now) => paints.push(now - pressed)));
  }, true);
  globalThis.benchTyped = () => ({ paints, value: find(typed).value });
}
