use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use axum::http::HeaderName;
use zeroize::Zeroizing;

use crate::hook::HookConfig;
use crate::limits::Limits;

/// How a host is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it listens (`AC_LISTEN`, default `127.0.0.1:8787`; port 0 takes a free one).
    pub listen: SocketAddr,
    /// The database (`DATABASE_URL`, default `sqlite://.data/connections.sqlite`).
    pub database_url: String,
    /// The key that secrets are sealed with (`AC_KEY`, base64 of 32 bytes; else the file `AC_KEY_FILE`,
    /// default `.data/key`, made at the first start).
    pub key: Key,
    /// What opens secrets that the browser has sealed for the profile's `credential.seal` (`AC_SEAL_KEY`, else the file
    /// `AC_SEAL_KEY_FILE`): a private RSA key in PEM or as a JWK, or several as a JWK set. None: nothing is opened.
    pub seal_key: Option<Key>,
    /// The platform's own profile (`AC_PROFILE`, default `www/profiles/demo.json`).
    pub profile: PathBuf,
    /// A directory that is served at `/` (`AC_STATIC`).
    pub static_pages: Option<PathBuf>,
    /// Origins, beside its own, whose pages may call (`AC_ALLOWED_ORIGINS`, a comma list).
    pub allowed_origins: Vec<String>,
    /// The header in which a trusted proxy names the account (`AC_ACCOUNT_HEADER`). Without one there is
    /// one account, and the host listens on loopback only.
    pub account_header: Option<HeaderName>,
    /// Used in place of every cloud's login authority (`AC_LOGIN_URL`).
    pub login_url: Option<String>,
    /// Used in place of every cloud's ARM endpoint (`AC_ARM_URL`).
    pub arm_url: Option<String>,
    /// Where Entra finds this host as an issuer of tokens (`AC_ISSUER`, default: where it listens). For
    /// federated credentials it has to be an `https` address that Entra can reach.
    pub issuer: Option<String>,
    /// Seconds between two looks while Azure spreads the news (`AC_RETRY_SECONDS`, default 20).
    pub retry_seconds: u32,
    /// Seconds after which a verification stops waiting (`AC_DEADLINE_SECONDS`, default 540).
    pub deadline_seconds: u32,
    /// Whether a request that changes something needs the double-submit token (`AC_CSRF=1`).
    pub csrf: bool,
    /// The cookie without which a request is answered 401 (`AC_SESSION_COOKIE`); a stand-in for a platform's
    /// own sign-in.
    pub session_cookie: Option<String>,
    /// How much, how long and how often.
    pub limits: Limits,
    /// Whom to tell the credentials (`AC_CREDENTIAL_HOOK_URL`, `AC_CREDENTIAL_HOOK_SECRET`): the backend that this
    /// host is the sidecar of.
    pub hook: Option<HookConfig>,
}

/// Where the key comes from.
#[derive(Clone)]
pub enum Key {
    /// From the environment.
    Text(Zeroizing<String>),
    /// From a file. That of `AC_KEY_FILE` is made when it is not there.
    File(PathBuf),
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("Text(redacted)"),
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
        }
    }
}

/// The environment does not describe a host.
#[derive(Debug)]
pub struct ConfigError {
    variable: &'static str,
    why: &'static str,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.variable, self.why)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// A host on a free port of loopback, with everything else as it is by default.
    pub fn local(database_url: String, key: Key, profile: PathBuf) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            database_url,
            key,
            seal_key: None,
            profile,
            static_pages: None,
            allowed_origins: Vec::new(),
            account_header: None,
            login_url: None,
            arm_url: None,
            issuer: None,
            retry_seconds: 20,
            deadline_seconds: 540,
            csrf: false,
            session_cookie: None,
            limits: Limits::default(),
            hook: None,
        }
    }

    /// Reads the environment.
    ///
    /// # Errors
    /// Names the variable that cannot be read.
    pub fn from_env() -> Result<Self, ConfigError> {
        let key = match text("AC_KEY") {
            Some(text) => Key::Text(Zeroizing::new(text)),
            None => Key::File(text("AC_KEY_FILE").unwrap_or_else(|| ".data/key".into()).into()),
        };
        let database_url = text("DATABASE_URL").unwrap_or_else(|| "sqlite://.data/connections.sqlite".into());
        let profile = text("AC_PROFILE").unwrap_or_else(|| "www/profiles/demo.json".into());
        let mut config = Self::local(database_url, key, profile.into());
        config.listen = read("AC_LISTEN", "no socket address")?
            .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8787)));
        config.seal_key = match text("AC_SEAL_KEY") {
            Some(text) => Some(Key::Text(Zeroizing::new(text))),
            None => text("AC_SEAL_KEY_FILE").map(|path| Key::File(path.into())),
        };
        config.static_pages = text("AC_STATIC").map(PathBuf::from);
        let origins = text("AC_ALLOWED_ORIGINS").unwrap_or_default();
        config.allowed_origins =
            origins.split(',').map(str::trim).filter(|o| !o.is_empty()).map(str::to_owned).collect();
        config.account_header = read("AC_ACCOUNT_HEADER", "no header name")?;
        config.login_url = text("AC_LOGIN_URL");
        config.arm_url = text("AC_ARM_URL");
        config.issuer = text("AC_ISSUER");
        config.retry_seconds =
            read("AC_RETRY_SECONDS", "no number of seconds")?.unwrap_or(config.retry_seconds);
        config.deadline_seconds =
            read("AC_DEADLINE_SECONDS", "no number of seconds")?.unwrap_or(config.deadline_seconds);
        config.csrf = match text("AC_CSRF").as_deref() {
            None | Some("0") => false,
            Some("1") => true,
            Some(_) => return Err(ConfigError { variable: "AC_CSRF", why: "neither 0 nor 1" }),
        };
        config.session_cookie = text("AC_SESSION_COOKIE");
        config.limits = limits()?;
        config.hook = text("AC_CREDENTIAL_HOOK_URL").map(|url| HookConfig {
            url,
            secret: Zeroizing::new(text("AC_CREDENTIAL_HOOK_SECRET").unwrap_or_default()),
        });
        config.check()?;
        Ok(config)
    }

    /// Whether the parts fit together.
    ///
    /// # Errors
    /// When the host would listen off loopback without knowing whose connections it keeps, and when an
    /// address of Azure is no `https` URL (`http` is for a simulator on loopback).
    pub fn check(&self) -> Result<(), ConfigError> {
        if !self.listen.ip().is_loopback() && self.account_header.is_none() {
            return Err(ConfigError {
                variable: "AC_ACCOUNT_HEADER",
                why: "off loopback the account has to come from a trusted proxy; without this the host does not start",
            });
        }
        for (variable, url) in
            [("AC_LOGIN_URL", &self.login_url), ("AC_ARM_URL", &self.arm_url), ("AC_ISSUER", &self.issuer)]
        {
            if url.as_deref().is_some_and(|url| !is_base_url(url)) {
                return Err(ConfigError {
                    variable,
                    why: "no https URL (http is for loopback only), or one with a query",
                });
            }
        }
        if self.allowed_origins.iter().any(|origin| !crate::origin::is_origin(origin)) {
            return Err(ConfigError {
                variable: "AC_ALLOWED_ORIGINS",
                why: "an origin is like https://app.example.com",
            });
        }
        if self.retry_seconds == 0 || self.deadline_seconds == 0 {
            return Err(ConfigError { variable: "AC_RETRY_SECONDS, AC_DEADLINE_SECONDS", why: "zero" });
        }
        let limits = &self.limits;
        let times = [limits.head_seconds, limits.body_seconds, limits.request_seconds];
        if times.contains(&0) || limits.body_bytes == 0 || limits.clients == 0 || limits.rounds == 0 {
            return Err(ConfigError { variable: "the limits", why: "only those by the minute may be zero" });
        }
        if let Some(hook) = &self.hook {
            if !is_private_url(&hook.url) {
                return Err(ConfigError {
                    variable: "AC_CREDENTIAL_HOOK_URL",
                    why: "no https URL (http is for loopback only)",
                });
            }
            if hook.key().is_none() {
                return Err(ConfigError {
                    variable: "AC_CREDENTIAL_HOOK_SECRET",
                    why: "`whsec_` and base64 of at least 24 bytes, which the receiver knows, too",
                });
            }
        }
        Ok(())
    }
}

/// Whether a text can stand where a cloud's own address stands.
fn is_base_url(text: &str) -> bool {
    is_private_url(text) && url::Url::parse(text).is_ok_and(|url| url.query().is_none())
}

/// Whether what is sent to a URL is read by nobody on the way.
fn is_private_url(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| {
        let secure = url.scheme() == "https" || url.scheme() == "http" && is_loopback(&url);
        secure && url.fragment().is_none() && url.username().is_empty() && url.password().is_none()
    })
}

fn limits() -> Result<Limits, ConfigError> {
    let usual = Limits::default();
    let number = |variable, usual| read(variable, "no number").map(|number| number.unwrap_or(usual));
    Ok(Limits {
        body_bytes: read("AC_BODY_BYTES", "no number")?.unwrap_or(usual.body_bytes),
        head_seconds: number("AC_HEAD_SECONDS", usual.head_seconds)?,
        body_seconds: number("AC_BODY_SECONDS", usual.body_seconds)?,
        request_seconds: number("AC_REQUEST_SECONDS", usual.request_seconds)?,
        stop_seconds: number("AC_STOP_SECONDS", usual.stop_seconds)?,
        clients: number("AC_MAX_CLIENTS", usual.clients)?,
        rounds: number("AC_MAX_ROUNDS", usual.rounds)?,
        account_per_minute: number("AC_ACCOUNT_PER_MINUTE", usual.account_per_minute)?,
        client_per_minute: number("AC_CLIENT_PER_MINUTE", usual.client_per_minute)?,
    })
}

/// Whether a URL leads to this machine.
pub fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn text(variable: &'static str) -> Option<String> {
    std::env::var(variable).ok().filter(|text| !text.is_empty())
}

fn read<T: std::str::FromStr>(variable: &'static str, why: &'static str) -> Result<Option<T>, ConfigError> {
    text(variable).map(|text| text.parse().map_err(|_| ConfigError { variable, why })).transpose()
}

#[cfg(test)]
mod tests {
    use super::{Config, Key};

    fn config() -> Config {
        Config::local("sqlite::memory:".into(), Key::File("key".into()), "p.json".into())
    }

    #[test]
    fn off_loopback_an_account_is_needed() {
        let mut config = config();
        assert!(config.check().is_ok());
        config.listen = "0.0.0.0:0".parse().unwrap();
        assert!(config.check().is_err());
        config.account_header = Some("x-account".parse().unwrap());
        assert!(config.check().is_ok());
    }

    #[test]
    fn azure_is_reached_by_https_or_on_loopback() {
        for (url, good) in [
            ("https://login.microsoftonline.com", true),
            ("http://127.0.0.1:8788/login", true),
            ("http://localhost:8788/login", true),
            ("http://login.example.com", false),
            ("https://a@login.example.com", false),
            ("https://login.example.com?x", false),
            ("login", false),
        ] {
            let config = Config { login_url: Some(url.into()), ..config() };
            assert_eq!(config.check().is_ok(), good, "{url}");
        }
    }

    #[test]
    fn a_key_is_not_printed() {
        let config = Config { key: Key::Text(zeroize::Zeroizing::new("topsecret".into())), ..config() };
        assert!(!format!("{config:?}").contains("topsecret"));
    }
}
