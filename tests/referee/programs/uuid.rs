//! Reads and writes UUIDs.

use uuid::Uuid;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parse() -> String {
    let texts = ["67e55044-10b1-426f-9247-bb680e5fe0c8", "{67E5504410B1426F9247BB680E5FE0C8}", "67e5504410b1426f9247bb680e5fe0c8", "67e55044-10b1-426f-9247", "g7e5504410b1426f9247bb680e5fe0c8"];
    let one = |text: &&str| match Uuid::parse_str(text) {
        Ok(id) => format!("{id} {:?} {:?}\n", id.get_version(), id.get_variant()),
        Err(error) => format!("{error}\n"),
    };
    texts.iter().map(one).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_format() -> String {
    let id = Uuid::from_u128(0x1234_5678_9abc_def0_1122_3344_5566_7788);
    format!("{} {} {} {:X}", id.simple(), id.braced(), id.urn(), id.hyphenated())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_build() -> String {
    let built = uuid::Builder::from_bytes([7; 16]).with_version(uuid::Version::Random).with_variant(uuid::Variant::RFC4122).into_uuid();
    format!("{built} {:?} {:?} {:?}", built.as_fields(), Uuid::nil().is_nil(), built.cmp(&Uuid::max()))
}
