//! Reads the names of symbols.

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_legacy() -> String {
    let names = [
        "_ZN4core3fmt9Formatter3pad17h0123456789abcdefE",
        "_ZN71_$LT$alloc..vec..Vec$LT$T$GT$$u20$as$u20$core..ops..drop..Drop$GT$4drop17hfedcba9876543210E",
        "__ZN3foo17h05af221e174051e9E.llvm.A5310EB9",
        "_ZN3fooE",
        "_ZN9too_shortE",
        "ZN4test1aE",
        "main",
    ];
    names
        .iter()
        .map(|name| {
            let plain = rustc_demangle::demangle(name);
            format!("{plain} {plain:#}\n")
        })
        .collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_new() -> String {
    let names = [
        "_RNvNtCs1234_7mycrate3foo3bar",
        "_RINvNtC3std3mem8align_ofNtNtC3std3mem12DiscriminantE",
        "_RNCC4main0",
        "_RMCs4fqI2P2rA04_13const_genericINtB0_8UnsignedKhb_E",
        "_RIC0KcYr_E",
        "_RNvXs_C1aNtB4_1bNtC1c1d1e",
        "_RINtC8arrayvec8ArrayVechKj7b_E",
        "_RMC0INtC1aDNvC1b5TraitL_E",
        "_RNqCs4fqI2P2rA04_11utf8_idents30____7hkackfecea1cbdathfdh9hlq6y",
        "_RNvB_",
        "_RIC0KRe616263_E",
    ];
    names
        .iter()
        .map(|name| match rustc_demangle::try_demangle(name) {
            Ok(name) => format!("{name} {name:#} {}\n", name.as_str().len()),
            Err(error) => format!("{error:?}\n"),
        })
        .collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_stream() -> String {
    let text =
        "   at _ZN3std2rt10lang_start17h0123456789abcdefE+0x10\nplain line\n(_RNvC1a1b) and ?Q\n";
    let mut plain = Vec::new();
    let mut full = Vec::new();
    let first = rustc_demangle::demangle_stream(&mut text.as_bytes(), &mut plain, false);
    let second = rustc_demangle::demangle_stream(&mut text.as_bytes(), &mut full, true);
    format!(
        "{} {} {} {}",
        String::from_utf8_lossy(&plain),
        String::from_utf8_lossy(&full),
        first.is_ok(),
        second.is_ok()
    )
}
