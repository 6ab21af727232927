//! Looks for bytes and for text.

use memchr::memmem;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_bytes() -> String {
    let text = b"the quick brown fox jumps over the lazy dog, and then the fox rests in the shade of a very old tree";
    let spots: Vec<usize> = memchr::memchr_iter(b'x', text).collect();
    format!(
        "{spots:?} {:?} {:?} {}",
        memchr::memrchr(b't', text),
        memchr::memchr3(b'z', b'q', b'j', text),
        memchr::memchr2_iter(b'a', b'o', text).count()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_text() -> String {
    let text = b"foo bar foobar foo baz quux foo, and again some foo";
    let spots: Vec<usize> = memmem::find_iter(text, "foo").collect();
    let finder = memmem::FinderBuilder::new()
        .prefilter(memmem::Prefilter::None)
        .build_forward("baz");
    format!(
        "{spots:?} {:?} {:?}",
        finder.find(text),
        memmem::rfind(text, b"bar")
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_reverse() -> String {
    let finder = memmem::FinderRev::new("ab").into_owned();
    format!(
        "{:?} {:?}",
        finder.rfind_iter(b"abcabxab").collect::<Vec<_>>(),
        finder.needle()
    )
}
