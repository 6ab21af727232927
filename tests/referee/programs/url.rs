//! Takes addresses apart.

use url::{Host, Position, Url};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parse() -> String {
    let url = Url::parse("https://user:pa%20ss@Ex\u{e4}mple.com:8080/a/../b c?q=1&r=x+y#frag").unwrap();
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    format!("{url} {:?} {:?} {:?} {pairs:?} {:?} {}", url.host(), url.port_or_known_default(), url.path_segments().map(|parts| parts.collect::<Vec<_>>()), url.origin().ascii_serialization(), &url[Position::BeforePath..Position::AfterQuery])
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_join() -> String {
    let base = Url::parse("http://[::1]/one/two/three").unwrap();
    let made = base.make_relative(&Url::parse("http://[::1]/one/x").unwrap());
    format!("{:?} {:?} {made:?} {:?}", base.join("../four?x").map(String::from), base.join("//1.2.3.4:99/"), Url::parse("http://a:b").map_err(|error| error.to_string()))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_change() -> String {
    let mut url = Url::parse("ftp://host/path").unwrap();
    let results = (url.set_scheme("ftps").is_ok(), url.set_host(Some("other.org")).is_ok(), url.set_port(Some(21)).is_ok(), url.set_username("me").is_ok());
    url.query_pairs_mut().append_pair("k", "v w").finish();
    url.path_segments_mut().unwrap().pop().push("new/part");
    url.set_fragment(Some("f"));
    format!("{results:?} {url} {:?}", Host::parse("0x7f.1"))
}
