//! Requests, responses and what stands in them.

use http::header::{self, Entry, HeaderMap, HeaderName, HeaderValue};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{Extensions, Method, Request, Response, StatusCode, Uri, Version};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_headers() -> String {
    let mut map = HeaderMap::new();
    map.insert(header::HOST, HeaderValue::from_static("example.com"));
    map.append("x-own", HeaderValue::from(12u16));
    map.append("X-Own", HeaderValue::from_str("b").unwrap());
    map.insert(
        HeaderName::from_bytes(b"Content-LENGTH").unwrap(),
        "5".parse().unwrap(),
    );
    if let Entry::Occupied(mut entry) = map.entry("x-own") {
        entry.append(HeaderValue::from_static("c"));
    }
    map.entry(header::ACCEPT)
        .or_insert_with(|| HeaderValue::from_static("*/*"));
    let all: Vec<_> = map
        .get_all("x-own")
        .iter()
        .map(|value| value.to_str().unwrap_or("?").to_owned())
        .collect();
    let removed = map.remove(header::HOST);
    let mut secret = HeaderValue::from_bytes(b"\xffhidden").unwrap();
    secret.set_sensitive(true);
    let wrong = HeaderName::try_from("a b").map_err(|error| error.to_string());
    let bad = HeaderValue::from_str("a\nb").map_err(|error| error.to_string());
    let drained: usize = map.drain().map(|(_, value)| value.len()).sum();
    format!(
        "{all:?} {removed:?} {secret:?} {:?} {wrong:?} {bad:?} {drained}",
        secret.to_str().is_err()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_uris() -> String {
    let mut told = String::new();
    for text in [
        "https://user@host.example:8080/a/b?c=d#e",
        "/only/path?q",
        "*",
        "host:80",
        "http://[::1]/",
        "http://",
        "a b",
        "file:///x",
    ] {
        told += &match text.parse::<Uri>() {
            Ok(uri) => format!(
                "{uri} {:?} {:?} {:?} {:?} {:?}\n",
                uri.scheme_str(),
                uri.host(),
                uri.port_u16(),
                uri.path(),
                uri.query()
            ),
            Err(error) => format!("{error}\n"),
        };
    }
    let built = Uri::builder()
        .scheme(Scheme::HTTP)
        .authority("a.b")
        .path_and_query(PathAndQuery::from_static("/c?d"))
        .build();
    let mut parts = built.unwrap().into_parts();
    parts.scheme = None;
    let broken = Uri::from_parts(parts).map_err(|error| error.to_string());
    let same = "EXAMPLE.com".parse::<Authority>().unwrap() == "example.COM";
    format!("{told}{broken:?} {same}")
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_messages() -> String {
    let request = Request::builder()
        .method("PATCH")
        .uri("/x")
        .version(Version::HTTP_2)
        .header("Accept", "text/html")
        .extension(7u8)
        .body(vec![1, 2]);
    let request = match request {
        Ok(request) => request.map(|body: Vec<u8>| body.len()),
        Err(error) => return error.to_string(),
    };
    let (parts, length) = request.into_parts();
    let response = Response::builder().status(404).body(()).unwrap();
    let wrong = Response::builder()
        .status(1000)
        .body("")
        .map_err(|error| error.to_string());
    let own: Method = "BREW-TEA-SLOWLY-NOW".parse().unwrap();
    let mut extensions = Extensions::new();
    extensions.insert("text");
    let code = StatusCode::from_bytes(b"418")
        .map(|code| (code.canonical_reason(), code.is_client_error()));
    format!(
        "{:?} {length} {} {:?} {wrong:?} {own} {} {:?} {code:?} {:?}",
        parts.method,
        parts.method.is_idempotent(),
        response.status(),
        own.is_safe(),
        parts.extensions.get::<u8>(),
        extensions.get::<&str>()
    )
}
