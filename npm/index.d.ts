/// <reference path="./jsx.d.ts" />
import type { Check, Connection, Status } from './contract.js';
import type { Profile } from './profile.js';

export type * from './contract.js';
export type * from './profile.js';

/** A step of the wizard. */
export type StepId = 'route' | 'app' | 'credential' | 'subscription' | 'role' | 'assign' | 'connect';

/** What is sent on behalf of the admin. */
export type SubmitOperation = 'create' | 'replace' | 'update' | 'delete';

/** Each event with its `detail`. All bubble and cross shadow roots; none ever carries a secret. */
export interface AzureConnectEventDetails {
  /** The first step can be used. */
  'ac-ready': Record<string, never>;
  /** Another step shows; `index` counts from 1. */
  'ac-step': { step: StepId; index: number; total: number };
  /** Something is about to be sent. `preventDefault()` keeps it from being sent. */
  'ac-submit': { operation: SubmitOperation };
  /** The platform took the connection. */
  'ac-created': { id: string; status: Status };
  /** A check or the status changed. */
  'ac-status': { id: string; status: Status; checks: Check[] };
  /** The connection works. Once. */
  'ac-connected': { id: string };
  /** Something did not work out; `problem` is a stable code. */
  'ac-failed': { problem: string; retriable: boolean };
  /** A change of a connection was taken. */
  'ac-updated': { id: string };
  /** A connection was removed. */
  'ac-removed': { id: string };
  /** A credential ends within 30 days, or has ended: then `days` is below zero. */
  'ac-expiring': { id: string; days: number };
  /** The wizard was left. */
  'ac-exit': { reason: 'closed' | 'finished' | 'host'; step: StepId };
  /** The component itself broke, and the fallback slot shows. */
  'ac-error': { kind: 'load' | 'profile' | 'panic' };
}

/** The events by their names. */
export type AzureConnectEventMap = {
  [Name in keyof AzureConnectEventDetails]: CustomEvent<AzureConnectEventDetails[Name]>;
};

/** A request as `transport` gets it. */
export interface TransportRequest {
  /** What the request is for. */
  operation: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  /** JSON, wiped when the promise settles; or nothing. */
  body?: Uint8Array & BodyInit;
}

/** Sends a request in place of `fetch`. */
export type Transport = (request: TransportRequest, options: { signal: AbortSignal }) => Promise<Response>;

/** What an element can be told. Each but the last five is an attribute as well. */
export interface AzureConnectOptions {
  /** The address of the platform's profile, or the profile. Required. */
  profile?: string | Profile;
  /** Overrides the profile's endpoint. */
  endpoint?: string;
  /** The id of a connection to repair or to change. */
  connection?: string;
  /** BCP 47 tag of the language. Default: the nearest `lang`. */
  locale?: string;
  /** Default: `auto`. */
  theme?: 'light' | 'dark' | 'auto';
  /** The level of the widget's heading, 1 to 5. Default: 2. */
  headingLevel?: number | string;
  /** Where the wasm lies, if not beside the module. */
  assetsUrl?: string;
  /** Origins beside the page's own that the secret may go to, separated by spaces. */
  allowOrigins?: string;
  /** Whether a draft survives a reload. Default: `session`. */
  draft?: 'session' | 'off';
  /** Keeps the drafts of different accounts apart. */
  draftKey?: string;
  /** Called before each request: for tokens. */
  headers?: () => Record<string, string> | Promise<Record<string, string>>;
  /** Values for `${param.…}` in the profile. */
  params?: Record<string, string>;
  /** Values to begin with: `tenantId`, `name`, … */
  values?: Record<string, string>;
  /** Sends the requests. */
  transport?: Transport;
  /** Language tables by BCP 47 tag: in place of fetching one, or for a language that does not ship. */
  texts?: Record<string, Record<string, string>>;
}

/** `<azure-connect>`. On a server the class is there, but cannot be constructed. */
export class AzureConnectElement extends HTMLElement {
  /** Registers the element; a second call with the same tag does nothing. */
  static define(tag?: string, registry?: CustomElementRegistry): typeof AzureConnectElement;
  static readonly observedAttributes: string[];

  /** The address of the platform's profile, or the profile. */
  get profile(): string | Profile | undefined;
  set profile(value: string | Profile | null | undefined);
  /** Overrides the profile's endpoint. */
  get endpoint(): string | undefined;
  set endpoint(value: string | null | undefined);
  /** The id of a connection to repair or to change. */
  get connection(): string | undefined;
  set connection(value: string | null | undefined);
  /** BCP 47 tag of the language. Default: the nearest `lang`. Changes at once, whatever is typed. */
  get locale(): string;
  set locale(value: string | null | undefined);
  /** Default: `auto`. */
  get theme(): 'light' | 'dark' | 'auto';
  set theme(value: 'light' | 'dark' | 'auto' | (string & {}) | null | undefined);
  /** The level of the widget's heading, 1 to 5. Default: 2. */
  get headingLevel(): number;
  set headingLevel(value: number | string | null | undefined);
  /** Where the wasm lies, if not beside the module. */
  get assetsUrl(): string | undefined;
  set assetsUrl(value: string | null | undefined);
  /** Origins beside the page's own that the secret may go to, separated by spaces. */
  get allowOrigins(): string | undefined;
  set allowOrigins(value: string | null | undefined);
  /** Whether a draft survives a reload. Default: `session`. */
  get draft(): 'session' | 'off';
  set draft(value: 'session' | 'off' | (string & {}) | null | undefined);
  /** Keeps the drafts of different accounts apart. */
  get draftKey(): string | undefined;
  set draftKey(value: string | null | undefined);
  /** Called before each request: for tokens. */
  headers: AzureConnectOptions['headers'];
  /** Values for `${param.…}` in the profile. */
  params: AzureConnectOptions['params'];
  /** Values to begin with: `tenantId`, `name`, … */
  values: AzureConnectOptions['values'];
  /** Sends the requests. */
  transport: AzureConnectOptions['transport'];
  /** Language tables by BCP 47 tag: in place of fetching one, or for a language that does not ship. */
  texts: AzureConnectOptions['texts'];

  /** Moves the focus to the heading of the current step. */
  focus(options?: FocusOptions): void;
  /** Everything from the beginning; what was typed is gone. After a failure it is another try. */
  reset(): void;

  addEventListener<Name extends keyof AzureConnectElementEventMap>(
    type: Name,
    listener: (this: AzureConnectElement, event: AzureConnectElementEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Name extends keyof AzureConnectElementEventMap>(
    type: Name,
    listener: (this: AzureConnectElement, event: AzureConnectElementEventMap[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** The element's own events and those of every element. */
export interface AzureConnectElementEventMap extends HTMLElementEventMap, AzureConnectEventMap {}

/** Registers the element under a tag of choice. */
export function defineAzureConnect(tag?: string, registry?: CustomElementRegistry): typeof AzureConnectElement;

/** What `createAzureConnect` answers. */
export interface AzureConnectHandle {
  readonly element: AzureConnectElement;
  /** Changes some options. What is typed is kept: some wait for the next start. */
  update(options: AzureConnectOptions): void;
  /** Moves the focus to the heading of the current step. */
  focus(): void;
  /** Everything from the beginning; what was typed is gone. After a failure it is another try. */
  reset(): void;
  /** Takes the element away, and what is under way with it. */
  destroy(): void;
}

/** Puts an element into `target`, an element or a selector of one. */
export function createAzureConnect(target: Element | string, options?: AzureConnectOptions): AzureConnectHandle;

/** Where the wasm comes from: an address is held to the digest that the package knows. */
export type WasmSource = string | URL | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module;

/** Fetches and starts the wasm before an element is on the page; from elsewhere than beside the module, if told so. */
export function preload(options?: { wasm?: WasmSource; rest?: string | URL }): Promise<void>;

declare global {
  interface HTMLElementTagNameMap {
    'azure-connect': AzureConnectElement;
  }
  // They bubble and are composed: a page can listen on any element around, on the document and on the window.
  interface HTMLElementEventMap extends AzureConnectEventMap {}
  interface DocumentEventMap extends AzureConnectEventMap {}
  interface WindowEventMap extends AzureConnectEventMap {}
}
