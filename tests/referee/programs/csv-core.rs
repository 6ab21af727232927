//! Reads and writes records of a CSV text.

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_read() -> String {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(b';').comment(Some(b'#')).build();
    let mut input: &[u8] = b"# head\na;\"b \"\"c\"\"\";d\r\n1;2\n\n;x;";
    let (mut told, mut out) = (String::new(), [0; 8]);
    loop {
        let (result, read, written) = reader.read_field(input, &mut out);
        input = &input[read..];
        told += &format!("{result:?} {:?} {}\n", String::from_utf8_lossy(&out[..written]), reader.line());
        if result == csv_core::ReadFieldResult::End {
            return told;
        }
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_record() -> String {
    let mut reader = csv_core::Reader::new();
    let (mut out, mut ends) = ([0; 64], [0; 4]);
    let (result, read, written, fields) = reader.read_record(b"one,two,\"thr,ee\"\nfour", &mut out, &mut ends);
    format!("{result:?} {read} {:?} {:?}", String::from_utf8_lossy(&out[..written]), &ends[..fields])
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_write() -> String {
    let mut writer = csv_core::WriterBuilder::new().quote_style(csv_core::QuoteStyle::NonNumeric).build();
    let (mut told, mut out) = (Vec::new(), [0; 64]);
    for field in ["plain", "12.5", "with \"quotes\"", ""] {
        let (_, _, written) = writer.field(field.as_bytes(), &mut out);
        told.extend_from_slice(&out[..written]);
        let (_, written) = writer.delimiter(&mut out);
        told.extend_from_slice(&out[..written]);
    }
    let (_, written) = writer.terminator(&mut out);
    told.extend_from_slice(&out[..written]);
    String::from_utf8_lossy(&told).into_owned()
}
