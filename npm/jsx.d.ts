// `<azure-connect>` in the JSX of React 19. Where React is not installed its name leads nowhere, which is no mistake;
// every line that has the name is marked so.
import type { AzureConnectElement, AzureConnectEventMap, AzureConnectOptions } from './index.js';

/** Those of an element of HTML. */
// @ts-ignore
type Html = import('react').DetailedHTMLProps<import('react').HTMLAttributes<AzureConnectElement>, AzureConnectElement>;

/** Options as properties, or in the spelling of attributes. */
interface Own extends AzureConnectOptions {
  'heading-level'?: number | string;
  'assets-url'?: string;
  'allow-origins'?: string;
  'draft-key'?: string;
}

/** `onac-ready={…}`: React listens to what follows the `on`. */
type Listeners = {
  [Name in keyof AzureConnectEventMap as `on${Name}`]?: (event: AzureConnectEventMap[Name]) => void;
};

// @ts-ignore
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'azure-connect': Omit<Html, keyof Own> & Own & Listeners;
    }
  }
}
