//! What an entry keeps of its function, for listing and clearing: `tag (1) ‖ length (2) ‖ bytes`, repeated.
//!
//! Tags this version does not know are skipped: a later one may add some without a new format. A filler brings the
//! length to a multiple of 8, so that the value behind it is aligned and can be viewed as numbers.

const FUNCTION: u8 = 1;
const NAMESPACE: u8 = 2;
const FILLER: u8 = 0;
/// What a value is aligned to.
const ALIGN: usize = 8;
/// Of a field: tag and length.
const FIELD: usize = 3;

/// The function's path and its namespaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meta<'a> {
    pub(crate) function: &'a str,
    pub(crate) namespaces: Vec<&'a str>,
}

impl<'a> Meta<'a> {
    /// `None` if `bytes` are not a meta.
    pub(crate) fn parse(bytes: &'a [u8]) -> Option<Meta<'a>> {
        let mut meta = Meta::default();
        for field in Fields(bytes) {
            let (tag, content) = field?;
            match tag {
                FUNCTION => meta.function = std::str::from_utf8(content).ok()?,
                NAMESPACE => meta.namespaces.push(std::str::from_utf8(content).ok()?),
                _ => {}
            }
        }
        Some(meta)
    }
}

/// The bytes of a meta. A name that is longer than a path can sensibly be is left out.
pub(crate) fn bytes(function: &str, namespaces: &[&str]) -> Vec<u8> {
    let names = namespaces.iter().map(|namespace| (NAMESPACE, *namespace));
    let mut bytes = Vec::new();
    for (tag, name) in std::iter::once((FUNCTION, function)).chain(names) {
        if let Ok(len) = u16::try_from(name.len())
            // With room for the longest filler.
            && bytes.len() + FIELD + name.len() + 2 * ALIGN <= usize::from(crate::layout::MAX_META_LEN)
        {
            bytes.push(tag);
            bytes.extend_from_slice(&len.to_le_bytes());
            bytes.extend_from_slice(name.as_bytes());
        }
    }
    let aligned = (bytes.len() + FIELD).next_multiple_of(ALIGN);
    let filler = aligned - bytes.len() - FIELD;
    bytes.extend_from_slice(&[FILLER, filler as u8, 0]);
    bytes.resize(aligned, 0);
    bytes
}

/// The fields of a meta; `None` where its bytes break off, and then nothing more.
struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = Option<(u8, &'a [u8])>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let field = self
            .0
            .split_first_chunk::<FIELD>()
            .and_then(|([tag, low, high], rest)| {
                let len = usize::from(u16::from_le_bytes([*low, *high]));
                let (content, rest) = rest.split_at_checked(len)?;
                self.0 = rest;
                Some((*tag, content))
            });
        if field.is_none() {
            self.0 = &[];
        }
        Some(field)
    }
}
