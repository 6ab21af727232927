//! How large a value is that the function is given, of a type that the caller chooses: no trait says so, and no impl.

use super::table::Then::{Hit, Miss};
use super::table::{Edits, Row, check};

const LARGER: Edits = &[("a: u8", "a: u64", Miss)];

const ROWS: &[Row] = &[
    (
        "of a parameter of which nothing is asked",
        "pub struct A { a: u8 } pub fn f<X>(_: &X) -> usize { std::mem::size_of::<X>() }",
        LARGER,
    ),
    (
        "of one that is copied",
        "#[derive(Clone, Copy)] pub struct A { a: u8 } pub fn f<X: Copy>(_: &X) -> usize { size::<X>() } fn size<X>() -> usize { std::mem::size_of::<X>() }",
        LARGER,
    ),
    (
        "of a value",
        "pub struct A { a: u8 } pub fn f<X: Send>(x: &X) -> usize { std::mem::size_of_val(x) }",
        LARGER,
    ),
    (
        "of an unnamed type",
        "pub struct A { a: u8 } pub fn f(x: &impl Sized) -> usize { std::mem::size_of_val(x) }",
        LARGER,
    ),
    (
        "of an object",
        "pub struct A { a: u8 } pub fn f(x: &(dyn Send + 'static)) -> usize { std::mem::size_of_val(x) }",
        LARGER,
    ),
    (
        "behind another type's parameter",
        "pub struct H<X>(Vec<X>); pub struct A { a: u8 } pub fn f<X>(x: &H<X>) -> usize { align(&x.0[0]) } fn align<T>(_: &T) -> usize { std::mem::align_of::<T>() }",
        LARGER,
    ),
    (
        "by a function that is handed on",
        "pub struct A { a: u8 } pub fn f<X>(_: &X) -> usize { call(std::mem::size_of::<X>) } fn call(of: impl Fn() -> usize) -> usize { of() }",
        LARGER,
    ),
    (
        "by a layout",
        "pub struct A { a: u8 } pub fn f<X>(_: &X) -> usize { std::alloc::Layout::new::<X>().size() }",
        LARGER,
    ),
    (
        "by what is reserved",
        "pub struct A { a: u8 } pub fn f<X>(_: &[X]) -> usize { let v: Vec<X> = Vec::new(); v.capacity() }",
        &[("a: u8", "", Miss)],
    ),
    (
        "by pointers as numbers",
        "pub struct A { a: u8 } pub fn f<X>(x: &[X; 2]) -> usize { (&x[1] as *const X as usize) - (&x[0] as *const X as usize) }",
        LARGER,
    ),
    (
        "by its bytes",
        "#[derive(Clone, Copy)] pub struct A { a: u8 } pub fn f<X: Copy>(x: &X) -> u8 { unsafe { *(x as *const X as *const u8) } }",
        LARGER,
    ),
    (
        "by a constant of a blanket impl",
        "pub struct A { a: u8 } pub trait S { const N: usize; } impl<X> S for X { const N: usize = std::mem::size_of::<X>(); } pub fn f<X: Copy>(_: &X) -> usize { <X as S>::N }",
        LARGER,
    ),
    (
        "of a type in a field, an alias and a length",
        "pub struct A { b: B, c: [u8; N] } type B = C; pub struct C { a: u8 } const N: usize = M + 1; const M: usize = 2; pub fn f<X>(_: &X) -> usize { std::mem::size_of::<X>() }",
        &[
            ("a: u8", "a: u64", Miss),
            ("= 2", "= 3", Miss),
            ("type B = C", "type B = u8", Miss),
        ],
    ),
    (
        "of a choice",
        "pub enum A { P, Q } pub fn f<X>(_: &X) -> usize { std::mem::size_of::<Option<X>>() }",
        &[(", Q", "", Miss)],
    ),
    (
        "whether it has to be dropped",
        "pub struct A; pub fn f<X>(_: &X) -> bool { std::mem::needs_drop::<X>() } fn g() {}",
        &[(
            "fn g() {}",
            "impl Drop for A { fn drop(&mut self) {} }",
            Miss,
        )],
    ),
    (
        "of a closure",
        "pub fn f<X: Fn() -> u8>(x: &X) -> usize { std::mem::size_of::<X>() } pub fn g() -> usize { let a = 1u8; f(&move || a) }",
        &[("move || a", "|| a", Miss)],
    ),
    (
        "what values of such types do is none of it",
        "pub struct A { a: u8 } impl A { pub fn m(&self) -> u8 { 1 } } impl Clone for A { fn clone(&self) -> A { A { a: 2 } } } pub fn f<X>(_: &X) -> usize { std::mem::size_of::<X>() }",
        &[("{ 1 }", "{ 3 }", Hit), ("a: 2", "a: 4", Hit)],
    ),
    (
        "nor is a type where nobody asks",
        "pub struct A { a: u8 } pub fn f<X>(x: &[X]) -> usize { x.len() }",
        &[("a: u8", "a: u64", Hit)],
    ),
    (
        "nor where the caller chooses nothing",
        "pub struct A { a: u8 } pub fn f(x: &[u16]) -> usize { std::mem::size_of_val(x) }",
        &[("a: u8", "a: u64", Hit)],
    ),
];

#[test]
fn how_large_a_value_of_any_type_is_its_definition_says() {
    check(ROWS);
}
