//! How it is said: where a secret may go, when to retry, how often to ask.
