//! Versions and what they satisfy.

use semver::{Version, VersionReq};

/// The newest of these that is no pre-release.
pub fn newest(versions: &[String]) -> Option<String> {
    let parsed = versions.iter().filter_map(|text| Version::parse(text).ok());
    let newest = parsed.filter(|version| version.pre.is_empty()).max();
    newest.map(|version| version.to_string())
}

/// Those that satisfy a requirement.
pub fn satisfying(requirement: &str, versions: &[String]) -> Result<Vec<String>, String> {
    let requirement: VersionReq = requirement
        .parse()
        .map_err(|error: semver::Error| error.to_string())?;
    let fits =
        |text: &&String| Version::parse(text).is_ok_and(|version| requirement.matches(&version));
    Ok(versions.iter().filter(fits).cloned().collect())
}

/// The next version.
pub fn bumped(version: &str, breaking: bool) -> Option<String> {
    let mut version: Version = version.parse().ok()?;
    if breaking {
        version.major += 1;
        version.minor = 0;
    } else {
        version.minor += 1;
    }
    version.patch = 0;
    Some(version.to_string())
}
