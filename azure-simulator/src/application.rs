use std::time::SystemTime;

use serde_json::{Map, Value};

use crate::certificate::Certificate;
use crate::credential::{FederatedCredential, Secret};
use crate::guid::Guid;

/// An app registration.
#[derive(Clone, Debug)]
pub struct Application {
    pub app_id: Guid,
    pub object_id: Guid,
    pub tenant: Guid,
    pub display_name: String,
    pub secrets: Vec<Secret>,
    pub certificates: Vec<Certificate>,
    pub federated: Vec<FederatedCredential>,
    /// Object ids of those who may change it without any role in the directory.
    pub owners: Vec<Guid>,
    /// What else Graph was told of it: `tags`, `web`, `signInAudience` …
    pub properties: Map<String, Value>,
    pub created: SystemTime,
    /// From when on the directory's other replicas know it.
    pub visible: SystemTime,
}

/// An enterprise application: what an app registration is in one tenant.
#[derive(Clone, Debug)]
pub struct ServicePrincipal {
    pub object_id: Guid,
    pub app_id: Guid,
    pub tenant: Guid,
    pub enabled: bool,
    /// Whether it was granted `Application.ReadWrite.All` and `Directory.Read.All`.
    pub writes_directory: bool,
    /// What else Graph was told of it.
    pub properties: Map<String, Value>,
    pub created: SystemTime,
    /// From when on the directory's other replicas and ARM know it.
    pub visible: SystemTime,
}

impl Application {
    /// One with no more than a name, known everywhere at once.
    pub fn new(app_id: Guid, object_id: Guid, tenant: Guid, display_name: &str) -> Self {
        let now = SystemTime::now();
        Self {
            app_id,
            object_id,
            tenant,
            display_name: display_name.to_owned(),
            secrets: Vec::new(),
            certificates: Vec::new(),
            federated: Vec::new(),
            owners: Vec::new(),
            properties: Map::new(),
            created: now,
            visible: now,
        }
    }
}

impl ServicePrincipal {
    /// An enabled one without rights in the directory, known everywhere at once.
    pub fn new(object_id: Guid, app_id: Guid, tenant: Guid) -> Self {
        let now = SystemTime::now();
        Self {
            object_id,
            app_id,
            tenant,
            enabled: true,
            writes_directory: false,
            properties: Map::new(),
            created: now,
            visible: now,
        }
    }
}
