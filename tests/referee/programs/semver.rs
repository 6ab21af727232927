//! Parses and compares versions.

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_version() -> String {
    let texts = ["1.2.3", "1.2.3-rc.1+build.7", "1.2", "01.2.3", "1.2.3-", "99999999999999999999.0.0", "a.b.c"];
    texts
        .iter()
        .map(|text| match semver::Version::parse(text) {
            Ok(version) => format!("{version} {version:?}\n"),
            Err(error) => format!("{error}\n"),
        })
        .collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_matches() -> String {
    let requirements = ["^1.2.3", "~1.2", ">=1.0, <2.0", "=1.2.3-rc.1", "*", "1.*"];
    let versions = ["1.2.3", "1.2.9", "1.3.0-alpha", "2.0.0", "1.2.3-rc.1", "0.9.9"];
    let mut text = String::new();
    for requirement in requirements {
        let requirement = semver::VersionReq::parse(requirement).unwrap();
        for version in versions {
            text.push(if requirement.matches(&semver::Version::parse(version).unwrap()) { 'y' } else { 'n' });
        }
    }
    text
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_precedence() -> String {
    let version = |major, minor| semver::Version::new(major, minor, 0);
    let pairs = [(version(1, 2), version(1, 3)), (version(2, 0), version(1, 9)), (version(1, 1), version(1, 1))];
    pairs.iter().map(|(one, two)| format!("{:?} ", one.cmp_precedence(two))).collect()
}
