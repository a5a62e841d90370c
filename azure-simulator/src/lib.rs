//! A stand-in for Entra, Microsoft Graph and Azure Resource Manager, as far as azure-connect and the
//! Azure CLI ask them.
//!
//! For tests and for trying things without Azure; every answer says that it is simulated. It shares
//! no code with the product on purpose: what it says of roles and ids is a second opinion.
//!
//! | prefix | stands for |
//! |---|---|
//! | `/login` | `login.microsoftonline.com`: OpenID discovery, tokens for applications and users |
//! | `/graph` | `graph.microsoft.com`: app registrations, service principals, who is signed in |
//! | `/arm` | `management.azure.com`: subscriptions, permissions, role definitions and assignments |
//! | `/_sim` | the knobs: delays, failures, and what Azure's other admins do meanwhile |

#![forbid(unsafe_code)]

mod answer;
mod application;
mod arm;
mod bearer;
mod certificate;
mod config;
mod control;
mod credential;
mod directory;
mod graph;
mod guid;
mod home_page;
mod issuer;
mod knobs;
mod login;
mod rbac;
mod scope;
mod seed;
mod server;
mod tls;
mod trouble;
mod user;
mod when;
mod world;

pub use config::{Config, ConfigError, Tls};
pub use seed::Values;
pub use server::{Simulator, serve};
