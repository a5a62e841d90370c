//! A stand-in for Entra and Azure Resource Manager, as far as azure-connect asks them.
//!
//! For tests and for trying things without Azure; every answer says that it is simulated. It shares
//! no code with the product on purpose: what it says of roles and ids is a second opinion.
//!
//! | prefix | stands for |
//! |---|---|
//! | `/login` | `login.microsoftonline.com`: OpenID discovery, client-credentials tokens |
//! | `/arm` | `management.azure.com`: subscriptions, permissions, role definitions and assignments |
//! | `/_sim` | the knobs: delays, failures, and what Azure's other admins do meanwhile |

#![forbid(unsafe_code)]

mod answer;
mod arm;
mod config;
mod control;
mod directory;
mod guid;
mod home_page;
mod knobs;
mod login;
mod rbac;
mod scope;
mod seed;
mod server;
mod trouble;
mod world;

pub use config::{Config, ConfigError};
pub use seed::Values;
pub use server::{Simulator, serve};
