//! Reads and writes tables of text.

use std::collections::BTreeMap;

use csv::{
    ByteRecord, Position, QuoteStyle, Reader, ReaderBuilder, StringRecord, Terminator, Trim,
    Writer, WriterBuilder,
};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_read() -> String {
    let text = "name; size \n# comment\n\"a \"\"b\"\"\"; 1\n\nc;\"2;\n3\"\nd;4;5\n e ;6\n";
    let mut reader = ReaderBuilder::new()
        .delimiter(b';')
        .comment(Some(b'#'))
        .trim(Trim::Headers)
        .from_reader(text.as_bytes());
    let headers = reader.headers().cloned();
    let mut told = format!("{headers:?}\n");
    for record in reader.records() {
        match record {
            Ok(record) => told.push_str(&format!(
                "{record:?} {:?}\n",
                record
                    .position()
                    .map(|place| (place.line(), place.record()))
            )),
            Err(error) => told.push_str(&format!("{error}\n")),
        }
    }
    let mut single = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quote(b'\'')
        .double_quote(false)
        .escape(Some(b'\\'))
        .terminator(Terminator::Any(b'|'))
        .buffer_capacity(4)
        .from_reader(&b"x,'y\\',z'|q|,\xff"[..]);
    let bytes: Vec<Vec<usize>> = single
        .byte_records()
        .map(|record| record.unwrap().iter().map(<[u8]>::len).collect())
        .collect();
    let broken = StringRecord::from_byte_record(ByteRecord::from(vec![&b"ok"[..], b"\xf0"]));
    let mut seeker = Reader::from_reader(std::io::Cursor::new("h\n1\n2\n"));
    let seeked = seeker.seek(Position::new().set_byte(4).clone());
    let after = seeker.headers().map_err(|error| error.to_string()).cloned();
    format!(
        "{told}{bytes:?} {} {seeked:?} {after:?}",
        broken.unwrap_err()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_typed() -> String {
    let text = "word,count,share,flag\nx,1,0.5,true\ny,,1e3,false\nz,300,2,true\n\
                w,0x10,3,false\nv,1,2,maybe\n";
    let mut reader = Reader::from_reader(text.as_bytes());
    let mut told = String::new();
    for row in reader.deserialize::<(String, Option<u8>, f64, bool)>() {
        match row {
            Ok(row) => told.push_str(&format!("{row:?}\n")),
            Err(error) => told.push_str(&format!(
                "{error} {:?}\n",
                error.kind().position().is_some()
            )),
        }
    }
    let maps: Result<Vec<BTreeMap<String, String>>, _> =
        Reader::from_reader("a,b\n1,2\n3,4\n".as_bytes())
            .into_deserialize()
            .collect();
    let record = StringRecord::from(vec!["7", "-8", "c"]);
    let whole: Result<(u64, i16, char), _> = record.deserialize(None);
    let short: Result<(u64, i16), _> = record.deserialize(None);
    let long: Result<[u8; 4], _> = record.deserialize(None);
    format!("{told}{maps:?} {whole:?} {short:?} {}", long.unwrap_err())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_write() -> String {
    let mut plain = Writer::from_writer(Vec::new());
    plain
        .serialize(("a,b", 1_u8, Some(2.5), None::<i8>))
        .unwrap();
    plain.serialize((true, 'q', "say \"x\"", "")).unwrap();
    plain.write_record(["", "1", "2\n", "#"]).unwrap();
    let unequal = plain
        .write_record(["too", "few"])
        .map_err(|error| error.to_string());
    let nested = plain
        .serialize(BTreeMap::from([(1, 2)]))
        .map_err(|error| error.to_string());
    let mut told = format!(
        "{}{unequal:?} {nested:?}\n",
        String::from_utf8(plain.into_inner().unwrap()).unwrap()
    );
    for style in [
        QuoteStyle::Always,
        QuoteStyle::NonNumeric,
        QuoteStyle::Never,
    ] {
        let mut writer = WriterBuilder::new()
            .quote_style(style)
            .delimiter(b'\t')
            .terminator(Terminator::CRLF)
            .double_quote(false)
            .flexible(true)
            .from_writer(Vec::new());
        writer.write_field("12").unwrap();
        writer.write_field(b"t\tq\"").unwrap();
        writer.write_record(None::<&[u8]>).unwrap();
        writer.serialize(vec![1.5, -0.25]).unwrap();
        writer
            .write_byte_record(&ByteRecord::from(vec!["e"]))
            .unwrap();
        writer.flush().unwrap();
        told.push_str(&format!(
            "{:?}\n",
            String::from_utf8_lossy(writer.get_ref())
        ));
    }
    told
}
