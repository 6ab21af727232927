//! Whether the `rememo` that this package asks for has the features that its cache.toml needs.

use super::faults::Faults;
use crate::config::Need;
use crate::diagnostic::{Diagnostic, Mistake};
use crate::package::{Dependency, DependencyKind, Package};
use crate::resolve::Program;

/// Features that are on by default.
const DEFAULT: &[&str] = &["zstd"];

/// Refuses what needs a feature that the manifest does not turn on. Another package of the same build may turn
/// it on all the same, today; the manifest has to say it for the build to stay right.
pub(super) fn check(program: &Program, needs: &[Need], faults: &mut Faults<'_>) {
    let Some(package) = program.packages.first() else {
        return;
    };
    let of_rememo: Vec<&Dependency> = package
        .dependencies
        .iter()
        .filter(|dependency| {
            dependency.package == "rememo" && dependency.kind == DependencyKind::Normal
        })
        .collect();
    // Without the dependency rustc has more to say than this.
    if of_rememo.is_empty() {
        return;
    }
    for need in needs {
        let on = of_rememo
            .iter()
            .any(|dependency| is_on(dependency, need.feature));
        if !on && !passed_on(package, need.feature) {
            let feature = need.feature.to_owned();
            faults.add(Diagnostic::at(
                &need.place,
                &Mistake::FeatureOff { feature },
            ));
        }
    }
}

fn is_on(dependency: &Dependency, feature: &str) -> bool {
    let by_default = dependency.default_features && DEFAULT.contains(&feature);
    by_default || dependency.features.iter().any(|on| on == feature)
}

/// Whether a feature of the package turns it on; cargo knows whether that one is on.
fn passed_on(package: &Package, feature: &str) -> bool {
    let passed = [format!("rememo/{feature}"), format!("rememo?/{feature}")];
    package
        .features
        .values()
        .flatten()
        .any(|on| passed.contains(on))
}
