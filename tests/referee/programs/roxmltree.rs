//! Parses documents and walks them.

const TEXT: &str = "<?xml version='1.0'?><!-- note --><a:root xmlns:a='urn:a' id='7'>\
    <child name='x &amp; y'>text &lt; &#65;</child><![CDATA[raw]]><?pi value?><empty/></a:root>";

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parse() -> String {
    let texts = [TEXT, "<a", "<a></b>", "<a b='1' b='2'/>", "<!DOCTYPE a [<!ENTITY e 'v'>]><a>&e;</a>", "<a>&x;</a>"];
    texts
        .iter()
        .map(|text| match roxmltree::Document::parse(text) {
            Ok(document) => format!("{} nodes\n", document.descendants().count()),
            Err(error) => format!("{error}\n"),
        })
        .collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_walk() -> String {
    let document = roxmltree::Document::parse(TEXT).unwrap();
    let root = document.root_element();
    let mut text = format!("{:?} {:?}\n", root.tag_name().name(), root.attribute("id"));
    for node in root.children().filter(|node| node.is_element()) {
        text.push_str(&format!("{:?} {:?} {:?}\n", node.tag_name().name(), node.text(), node.parent() == Some(root)));
    }
    text
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_position() -> String {
    format!("{}", roxmltree::TextPos::new(3, 14))
}
