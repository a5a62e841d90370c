use crate::world::Audience;

/// Whom the scopes of a token request are for: the one `{resource}/.default` among them.
pub fn audience(urls: &[String], scopes: &str) -> Option<Audience> {
    scopes.split(' ').find_map(|scope| of_scope(urls, scope))
}

/// The CLI keeps a slash at the resource's end.
fn of_scope(urls: &[String], scope: &str) -> Option<Audience> {
    const ARM: [&str; 6] = [
        "https://management.azure.com",
        "https://management.core.windows.net",
        "https://management.usgovcloudapi.net",
        "https://management.core.usgovcloudapi.net",
        "https://management.chinacloudapi.cn",
        "https://management.core.chinacloudapi.cn",
    ];
    const GRAPH: [&str; 3] = [
        "https://graph.microsoft.com",
        "https://graph.microsoft.us",
        "https://microsoftgraph.chinacloudapi.cn",
    ];
    let resource = scope.strip_suffix("/.default")?.trim_end_matches('/');
    let own = urls.iter().find_map(|url| resource.strip_prefix(url.as_str()));
    if ARM.contains(&resource) || own == Some("/arm") {
        Some(Audience::Arm)
    } else if GRAPH.contains(&resource) || own == Some("/graph") {
        Some(Audience::Graph)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::audience;
    use crate::world::Audience;

    #[test]
    fn an_audience_is_known_with_and_without_its_slash() {
        let urls = ["http://127.0.0.1:1".to_owned(), "https://localhost:2".to_owned()];
        assert_eq!(audience(&urls, "https://management.azure.com/.default"), Some(Audience::Arm));
        assert_eq!(audience(&urls, "https://management.core.windows.net//.default"), Some(Audience::Arm));
        assert_eq!(audience(&urls, "https://graph.microsoft.com/.default"), Some(Audience::Graph));
        assert_eq!(audience(&urls, "http://127.0.0.1:1/arm/.default"), Some(Audience::Arm));
        assert_eq!(
            audience(&urls, "https://localhost:2/graph//.default offline_access openid"),
            Some(Audience::Graph)
        );
        for scope in ["", "openid", "https://management.azure.com", "https://vault.azure.net/.default"] {
            assert_eq!(audience(&urls, scope), None, "{scope}");
        }
    }
}
