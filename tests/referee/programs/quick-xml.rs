//! Reads and writes XML.

use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

const TEXT: &str = "<?xml version=\"1.0\"?><a x=\"1\" y='&lt;2'><b/>te&amp;xt<!-- note --><![CDATA[<raw>]]></a>";

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_read() -> String {
    let mut reader = Reader::from_str(TEXT);
    let mut told = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(start)) => {
                let attributes: Vec<(String, String)> =
                    start.attributes().flatten().map(|attribute| (attribute.key.as_ref().to_string(), attribute.value.to_string())).collect();
                told += &format!("{:?} {attributes:?};", start.name());
            }
            Ok(event) => told += &format!("{event:?};"),
            Err(error) => {
                told += &error.to_string();
                break;
            }
        }
    }
    told + &reader.buffer_position().to_string()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_write() -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let mut start = BytesStart::new("root");
    start.push_attribute(("key", "a<b"));
    writer.write_event(Event::Start(start)).unwrap();
    writer.write_event(Event::Text(BytesText::new("x & y"))).unwrap();
    writer.create_element("child").with_attribute(("n", "1")).write_empty().unwrap();
    writer.write_event(Event::End(BytesEnd::new("root"))).unwrap();
    String::from_utf8(writer.into_inner()).unwrap()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_escape() -> String {
    let escaped = quick_xml::escape::escape("a < 'b' & \"c\"");
    let back = quick_xml::escape::unescape("&lt;&#x41;&#66;&quot;").map(|text| text.into_owned());
    format!("{escaped} {back:?} {:?}", quick_xml::escape::unescape("&nope;").map_err(|error| error.to_string()))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_space() -> String {
    let mut reader = quick_xml::NsReader::from_str("<p:a xmlns:p='urn:p' p:k='v'><b/></p:a>");
    reader.config_mut().trim_text(true);
    let mut told = String::new();
    loop {
        match reader.read_resolved_event() {
            Ok((_, Event::Eof)) | Err(_) => break,
            Ok((space, event)) => told += &format!("{space:?} {event:?};"),
        }
    }
    told + &format!("{:?}", Reader::from_str("<a></b>").read_event())
}
