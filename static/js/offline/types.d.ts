/** What a phone keeps and sends: for whoever reads the scripts, and for the check of their types. No phone gets it. */

export type Bytes = Uint8Array<ArrayBuffer>;
export type KeyUse = 'encrypt' | 'decrypt';
export type StoreName = 'meta' | 'devices' | 'outbox' | 'vault';
export type Transact = <T>(
  stores: StoreName[],
  mode: IDBTransactionMode,
  work: (tx: IDBTransaction) => T | Promise<T>,
) => Promise<T>;

/** What one context tells the others. */
export interface Message {
  type: string;
  [about: string]: unknown;
}

/** What opens a vault, and of which kind it is: see `Wrap`. */
export interface Secret {
  kind: string;
  secret: Bytes;
}

/** The private key of a vault, wrapped. */
export interface Wrap {
  /** By what: `server`, or `prf:<credential>` for a passkey's own. */
  kind: string;
  iv: string;
  wrapped: string;
}

/** The keys of one vault. */
export interface Keys {
  /** Null while there is no vault yet. */
  vault_public: string | null;
  wraps: Wrap[];
}

/** One id a user has, or had, in this browser, with its keys. */
export interface Device extends Keys {
  device: string;
  retired?: Keys[];
  /** Earlier ids, the last one first; earlier releases kept their ids alone. */
  former?: (Device | string)[];
}

/** The record of one user in this browser, in the store `devices`. */
export interface DeviceRecord extends Device {
  user: string;
  next_seq: number;
  /** How long it may stay open, when it was on the network. */
  rules?: Record<string, unknown>;
}

/** A device's keys that exist. */
export interface Ring {
  device: string;
  vault_public: string;
  wraps: Wrap[];
}

/** A public key of the server. */
export interface ServerKey {
  key: string;
  public: string;
}

/** One thing a user did, as the server gets it; sealed in the row of the outbox. */
export interface Operation {
  /** A UUIDv7: the server takes each id once. */
  id: string;
  kind: string;
  schema: number;
  seq: number;
  client_time: string;
  /** What it was changed from; null for what is no change. */
  base_version: string | null;
  depends_on?: string[] | null;
  body: Record<string, unknown>;
  /** The first version of what this one changes. */
  replaces?: string;
}

/** What a form hands over to be saved. */
export interface Draft extends Omit<Operation, 'seq' | 'client_time' | 'replaces'> {
  /** The row it takes the place of. */
  replaces?: string | null;
  client_time?: string;
  ages_at?: number | null;
  /** The record it acts on: acts on one record are sent in the order in which they were made. */
  about?: string | null;
  /** What the phone shows of it later, beside the operation itself. */
  copy?: Record<string, unknown>;
}

/** When something was saved. */
export interface Moment {
  /** By the server's clock: what a person sees. */
  savedAt: string;
  /** By the phone's own, as it is sent. */
  clientTime: string;
}

/** A draft that names the first version of what it changes. */
export interface RootedDraft extends Draft {
  root: string | null;
}

export type Status = 'waiting' | 'attention' | 'delivered' | 'replaced' | 'withdrawn';

/** A row of the store `outbox`. */
export interface OutboxRow {
  id: string;
  device: string;
  seq: number;
  saved_at: string;
  status: Status;
  sealed: string;
  /** Which key of the server it is sealed to. */
  key: string;
  /** The ids it hangs on. */
  needs: string[];
  replaces: string | null;
  tries: number;
  next_try_at: number;
  /** When a person must be asked whether it is still wanted. */
  ages_at: number | null;
  /** A digest of the record it acts on. Rows of earlier releases have none. */
  about?: string | null;
  /** Of the server's answer only what is not personal. */
  result: { code: string | null; received_at?: string | null; url?: string | null } | null;
}

/** A row of the store `vault`. */
export interface VaultRow {
  device: string;
  /** `item:<id>`, `answer:<id>`, `page:<path>`, … */
  name: string;
  sealed: string;
  version: string | null;
  at: number;
}

/** What a save writes of one draft. */
export interface SealedItem {
  row: OutboxRow;
  readable: { operation: Operation };
  /** Null while there is no vault to read it from. */
  copy: VaultRow | null;
}

/** What the server says of one operation. */
export interface Receipt {
  id: string;
  /** `accepted`, `duplicate`, `rejected`, `conflict`; anything else is tried later. */
  status: string;
  code?: string | null;
  received_at?: string | null;
  url?: string | null;
  effect?: unknown;
}

/** What became of a row. */
export interface Change {
  id: string;
  status: Status;
  hasEffect: boolean;
}

/** The server's answer to a batch. */
export interface Answer {
  /** Another one than before: it was restored from a backup. */
  epoch: string;
  server_time: string;
  backed_up_through: string | null;
  results: Receipt[];
}

/** What an answer to a knock means. */
export type Outcome =
  | { kind: 'answer'; answer: Answer }
  | { kind: 'too_large' }
  | { kind: 'server_error' }
  | { kind: 'no_network' }
  | { kind: 'busy'; wait: number; reason?: undefined }
  | { kind: 'paused'; reason: 'signin' | 'of_another' | 'refused' | 'portal'; wait?: undefined };

export type Knock = (device: string, rows: OutboxRow[]) => Promise<Outcome>;

/** What an answer brought beside its receipts. */
export interface News {
  /** Something was delivered, or must go to a restored server once more. */
  again: boolean;
  /** How many ms this phone's clock runs ahead. */
  skew: number;
}

/** How a round of sending ended. */
export interface Sent {
  state: 'sent' | 'too_large' | 'server_error' | 'no_network' | 'busy' | 'paused';
  reason?: string;
  wait?: number;
  again?: boolean;
  skew?: number | null;
}

/** What is remembered of the last round. */
export interface Note {
  at: number;
  state: Sent['state'];
  reason: string | null;
  /** How many ms this phone's clock runs ahead. */
  skew: number | null;
  not_before: number;
}

export interface SendOptions {
  /** Something was just saved: also while a pause lasts. */
  eager?: boolean;
  /** Also what backs off. */
  force?: boolean;
  /** Knock even when nothing is due, to learn a new epoch. */
  probe?: boolean;
  knockWith?: Knock;
}

/** A page without personal data that the worker may keep, as its feature declares it. `*` is an id. */
export interface KeptPage {
  path: string;
  /** The kept form says the same as a fresh one: nobody has to wait for the network. */
  is_empty: boolean;
  /** The query says what the page is about. */
  by_query: boolean;
  /** The page that it is shown for without network. */
  stands_in_for: string | null;
  /** An address that without network leads to the only one that is kept. */
  led_to_by: string | null;
}

/** How the worker answers. */
export type Strategy = 'static' | 'shell' | 'page' | 'only' | 'navigation';
