/**
 * What is said between the widget and the endpoint of a platform, as types: for a platform that writes its
 * endpoint in TypeScript. The document is `docs/openapi.json`; a test holds the two together.
 */

/** A GUID with hyphens. */
export type Guid = string;

/** A cloud by its az name. */
export type Cloud = "AzureCloud" | "AzureUSGovernment" | "AzureChinaCloud";

/** A directory: its GUID, or one of its verified DNS names, which the host resolves. */
export type Tenant = string;

/** An ARM path of a subscription or of a management group. */
export type Scope = string;

/** What to connect: 1 to 500, each once. */
export type Scopes = Scope[];

/** The last day on which a credential works: `2027-05-31`. */
export type Day = string;

/** The admin's name for a connection, 1 to 200 characters. */
export type Name = string;

/** One segment of a URL path, nothing in it has to be escaped. */
export type ConnectionId = string;

/** Text of a text field or a single choice, a list of a multiple choice. */
export type ExtraValue = string | string[];

/** The platform's own fields, by the names in its profile. */
export interface Extras {
  [name: string]: ExtraValue;
}

/** The role that was made for a connection. */
export interface RoleRef {
  /** Its display name in the admin's directory. */
  name: string;
  /** The profile's version of it. */
  version?: string | null;
}

/** A client secret. It is never answered, logged or put into a URL. */
export interface Secret {
  kind: "secret";
  clientSecret: string;
  expiresOn?: Day | null;
}

/** The app registration trusts the host's own tokens: see `GET {endpoint}/federation`. */
export interface Federated {
  kind: "federated";
}

/** The certificate of `GET {endpoint}/certificate` was uploaded to the app registration. */
export interface Certificate {
  kind: "certificate";
  /** SHA-1 of the certificate, 40 hexadecimal digits. */
  thumbprint: string;
}

/** A secret that only the host can open, where the profile has `credential.seal`. */
export interface Sealed {
  kind: "sealed";
  of: "secret";
  /** JWE, compact: RSA-OAEP-256 with A256GCM. */
  jwe: string;
  expiresOn?: Day | null;
}

/** What the host signs in with. */
export type Credential = Secret | Federated | Certificate | Sealed;

/** The body of `POST {endpoint}` and `PUT {endpoint}/{id}`. Skip members that you do not know. */
export interface NewConnection {
  /** The version of the dialect. */
  version: 1;
  cloud: Cloud;
  tenantId: Tenant;
  /** The application. */
  clientId: Guid;
  name?: Name | null;
  credential: Credential;
  scopes: Scopes;
  role?: RoleRef | null;
  extras?: Extras | null;
}

/** The body of `PATCH {endpoint}/{id}`, a merge patch: what is left out stays as it is. */
export interface Change {
  /** `null` takes the name away. */
  name?: Name | null;
  /** Each field by its name; `null` takes it away, or all of them. */
  extras?: { [name: string]: ExtraValue | null } | null;
  scopes?: Scopes;
  credential?: Credential;
}

/**
 * `verifying`: the host is looking, or waits for Azure. `connected`: it works. `attention`: it has worked and
 * needs a hand. `failed`: it has never worked as it is.
 */
export type Status = "verifying" | "connected" | "attention" | "failed";

export type CheckState = "pending" | "running" | "waiting" | "pass" | "warn" | "fail" | "skipped";

/** `token`, `tenant`, `subscription`, `permissions`, `secret-expiry`, `role-version`, or one of your own. */
export type CheckId = string;

/** One thing that the host looks at before it calls a connection connected. */
export interface Check {
  id: CheckId;
  /** The scope that is looked at; checks of the whole connection have none. */
  scope?: string;
  state: CheckState;
  /** The actions that the role lacks, as Azure writes them. */
  missing?: string[];
  /** The cause by name: `AADSTS7000215`, `AuthorizationFailed`, or one of your own. */
  code?: string;
  detail?: string;
  /** Microsoft's name for the request. */
  traceId?: string;
  /** Seconds until the host looks again, while `waiting`. */
  retryAfterSeconds?: number;
  /** Seconds until it gives up, while `waiting`. */
  deadlineSeconds?: number;
}

export type CredentialKind = "secret" | "federated" | "certificate";

/** What may be said of a credential. Never the secret. */
export interface CredentialView {
  kind: CredentialKind;
  /** As the portal names it: the first three characters of a secret, the thumbprint of a certificate. */
  hint?: string;
  expiresOn?: Day;
}

/** A connection as the account may see it. All but `id` and `status` may be left out. */
export interface Connection {
  id: ConnectionId;
  name?: string;
  status: Status;
  cloud?: string;
  /** The directory, always its GUID. */
  tenantId?: Guid;
  clientId?: Guid;
  scopes?: Scope[];
  credential?: CredentialView;
  role?: RoleRef;
  extras?: Extras;
  /** In the order in which they are shown. */
  checks?: Check[];
  /** RFC 3339, UTC. */
  createdAt?: string;
  /** RFC 3339, UTC. */
  updatedAt?: string;
}

/** The answer to `GET {endpoint}`: one page, oldest first. */
export interface ConnectionList {
  items: Connection[];
  /** Where the list goes on, a reference relative to the endpoint: `?after=…`. */
  next?: string;
}

/** The answer to `GET {endpoint}/federation`. The subject belongs to one account and cannot be guessed. */
export interface Federation {
  issuer: string;
  subject: string;
  audience: string;
}

/** The answer to `GET {endpoint}/certificate`. */
export interface PublicCertificate {
  pem: string;
  /** SHA-1, 40 hexadecimal digits. */
  thumbprint: string;
}

/** What Azure tells everybody of one value. */
export type Finding = { state: "found"; tenantId: Guid } | { state: "unknown" | "unconfirmed" };

/** The answer to `GET {endpoint}/lookup`: a finding for each value that was asked about. */
export interface Lookup {
  tenant?: Finding;
  subscription?: Finding;
}

/** Why one value was refused. */
export interface FieldProblem {
  /** Its place in the body, a JSON pointer: `/tenantId`. */
  pointer: string;
  /** The reason by name. */
  code: string;
  detail?: string;
}

/** Every refusal: `application/problem+json`. */
export interface Problem {
  /** Its last segment is what the widget reads: `already-connected`, `csrf`, `key-reused`, `in-progress`, `invalid`, … */
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: FieldProblem[];
  /** The connection that stands in the way, with `already-connected`. */
  connectionId?: ConnectionId;
  /** Your name for this request, or Microsoft's, where Microsoft refused it. */
  traceId?: string;
}
