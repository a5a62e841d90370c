use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, Response};
use axum::middleware::Next;
use axum::response::IntoResponse;

use crate::host::Shared;
use crate::problem::Refusal;

/// Whose connections a request may see: the platform's own id of its customer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Account(Box<str>);

impl Account {
    /// The one account of a host that nobody else reaches.
    pub fn local() -> Self {
        Self("local".into())
    }

    /// 1 to 128 visible ASCII characters.
    pub fn parse(text: &str) -> Option<Self> {
        let good = (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        good.then(|| Self(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The account of a request: named exactly once, when there is a header for it.
    fn of(headers: &HeaderMap, header: Option<&HeaderName>) -> Option<Self> {
        let Some(header) = header else {
            return Some(Self::local());
        };
        let mut values = headers.get_all(header).iter();
        match (values.next(), values.next()) {
            (Some(value), None) => value.to_str().ok().and_then(Self::parse),
            _ => None,
        }
    }
}

/// Finds out whose request it is.
pub async fn identify(State(shared): State<Shared>, mut request: Request, next: Next) -> Response<Body> {
    match Account::of(request.headers(), shared.config.account_header.as_ref()) {
        Some(account) => {
            request.extensions_mut().insert(account);
            next.run(request).await
        }
        None => Refusal::no_account().into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::Account;
    use axum::http::{HeaderMap, HeaderName};

    #[test]
    fn the_header_names_exactly_one_account() {
        let name: HeaderName = "x-account".parse().unwrap();
        let mut headers = HeaderMap::new();
        assert_eq!(Account::of(&headers, None), Some(Account::local()));
        assert_eq!(Account::of(&headers, Some(&name)), None);
        headers.insert(&name, "acme".parse().unwrap());
        assert_eq!(Account::of(&headers, Some(&name)).unwrap().as_str(), "acme");
        headers.append(&name, "other".parse().unwrap());
        assert_eq!(Account::of(&headers, Some(&name)), None);
        for bad in ["", "a b", "é", &"a".repeat(129)] {
            assert_eq!(Account::parse(bad), None, "{bad}");
        }
    }
}
