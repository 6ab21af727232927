//! Reads heads of requests and answers.

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_request() -> String {
    let texts: [&[u8]; 5] = [
        b"GET /index.html HTTP/1.1\r\nHost: example.org\r\nAccept: */*\r\n\r\nbody",
        b"POST /a?b=c HTTP/1.0\r\nX: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: ",
        b"GET /\x01 HTTP/1.1\r\n\r\n",
        b"GET / HTTP/3.0\r\n\r\n",
    ];
    let mut told = String::new();
    for text in texts {
        let mut headers = [httparse::EMPTY_HEADER; 4];
        let mut request = httparse::Request::new(&mut headers);
        let status = request.parse(text);
        told += &format!("{status:?} {:?} {:?} {:?}\n", request.method, request.path, request.version);
        for header in request.headers.iter() {
            told += &format!("  {}={:?}\n", header.name, String::from_utf8_lossy(header.value));
        }
    }
    told
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_response() -> String {
    let texts: [&[u8]; 3] =
        [b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n", b"HTTP/1.1 404 Not  Found\r\nA : b\r\n\r\n", b"HTTP/1.1 2x0 OK\r\n\r\n"];
    let mut told = String::new();
    for text in texts {
        let mut headers = [httparse::EMPTY_HEADER; 2];
        let mut response = httparse::Response::new(&mut headers);
        let parsed = httparse::ParserConfig::default()
            .allow_spaces_after_header_name_in_responses(true)
            .parse_response(&mut response, text);
        match parsed {
            Ok(status) => told += &format!("{} {:?} {:?}\n", status.is_partial(), response.code, response.reason),
            Err(error) => told += &format!("{error}\n"),
        }
    }
    told
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_chunk() -> String {
    let sizes: [&[u8]; 4] = [b"1a\r\n", b"ff;name=value\r\n", b"g\r\n", b"12"];
    sizes.iter().map(|text| format!("{:?}\n", httparse::parse_chunk_size(text))).collect()
}
