use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

/// How a simulator is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it listens (`AZSIM_LISTEN`, default `127.0.0.1:8788`; port 0 takes a free one).
    pub listen: SocketAddr,
    /// The profile whose custom role the seeded application holds (`AZSIM_PROFILE`, default
    /// `www/profiles/demo.json`).
    pub profile: PathBuf,
    /// The URL under which it is reached, when that is not where it listens (`AZSIM_PUBLIC_URL`).
    pub public_url: Option<String>,
    /// Listens with TLS, too.
    pub tls: Option<Tls>,
}

/// How the simulator is reached over HTTPS, which the Azure CLI insists on.
#[derive(Clone, Debug)]
pub struct Tls {
    /// Where (`AZSIM_TLS_LISTEN`; port 0 takes a free one).
    pub listen: SocketAddr,
    /// Where the certificate is written that clients are to trust (`AZSIM_CA_FILE`). It is made anew at each
    /// start, with a key that nobody keeps.
    pub authority: PathBuf,
}

/// The environment does not describe a simulator.
#[derive(Debug)]
pub struct ConfigError {
    variable: &'static str,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot be read", self.variable)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// When `AZSIM_LISTEN` or `AZSIM_TLS_LISTEN` is no socket address, or TLS is wanted and `AZSIM_CA_FILE` missing.
    pub fn from_env() -> Result<Self, ConfigError> {
        let listen = std::env::var("AZSIM_LISTEN").unwrap_or_else(|_| "127.0.0.1:8788".into());
        Ok(Self {
            listen: listen.parse().map_err(|_| ConfigError { variable: "AZSIM_LISTEN" })?,
            profile: std::env::var_os("AZSIM_PROFILE")
                .map_or_else(|| "www/profiles/demo.json".into(), PathBuf::from),
            public_url: std::env::var("AZSIM_PUBLIC_URL")
                .ok()
                .map(|url| url.trim_end_matches('/').to_owned()),
            tls: Tls::from_env()?,
        })
    }
}

impl Tls {
    fn from_env() -> Result<Option<Self>, ConfigError> {
        let Ok(listen) = std::env::var("AZSIM_TLS_LISTEN") else { return Ok(None) };
        let listen = listen.parse().map_err(|_| ConfigError { variable: "AZSIM_TLS_LISTEN" })?;
        let authority = std::env::var_os("AZSIM_CA_FILE").ok_or(ConfigError { variable: "AZSIM_CA_FILE" })?;
        Ok(Some(Self { listen, authority: authority.into() }))
    }
}
