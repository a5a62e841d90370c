//! What is said between the wizard and the platform's endpoint: the azure-connect dialect.
