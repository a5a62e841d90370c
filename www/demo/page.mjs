// The demo page's own script: registers the element.
import '../element/define.mjs';
