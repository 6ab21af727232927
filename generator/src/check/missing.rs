//! A listed function that is not there: what was meant, or what hides it.

use crate::config::Listed;
use crate::diagnostic::{Diagnostic, Mistake, did_you_mean, meant};
use crate::plan::{FunctionPath, NotFound, Unsure};

/// What to say where there is nothing to suggest.
const HOW_PATHS_GO: &str = "a path is the crate's name, the modules as they nest, and the function";

/// What to tell of a function that was not found; none if rustc tells it, because a file does not parse.
pub(crate) fn missing(listed: &Listed, not_found: &NotFound) -> Option<Diagnostic> {
    let path = listed.path.to_string();
    let module = not_found.reached.join("::");
    let name = listed.path.name().to_owned();
    match &not_found.unsure {
        Some(Unsure::Unparsed(_)) => None,
        Some(Unsure::NotAFunction(what, place)) => {
            let mistake = Mistake::NotAFunction {
                path,
                what: (*what).to_owned(),
            };
            Some(Diagnostic::at(&listed.place, &mistake).and(place, "here"))
        }
        Some(Unsure::CfgOff(predicate, place)) => {
            let mistake = Mistake::CfgOff {
                path,
                predicate: predicate.clone(),
            };
            Some(Diagnostic::at(&listed.place, &mistake).and(place, "here"))
        }
        Some(Unsure::Unlike(one, other)) => {
            let mistake = Mistake::Unlike { path };
            let diagnostic = Diagnostic::at(&listed.place, &mistake).and(one, "here");
            Some(diagnostic.and(other, "and here"))
        }
        Some(Unsure::Macro(makro, place)) if not_found.candidates.is_empty() => {
            let mistake = Mistake::BehindMacro {
                name,
                module,
                makro: makro.clone(),
            };
            Some(Diagnostic::at(&listed.place, &mistake).and(place, "this could make it"))
        }
        Some(Unsure::Macro(..)) | None => {
            Some(Diagnostic::at(&listed.place, &unknown(listed, not_found)))
        }
    }
}

/// The first segment that is not there, and what lies there that is near to it.
fn unknown(listed: &Listed, not_found: &NotFound) -> Mistake {
    let path = listed.path.to_string();
    let (on_the_way, last_module) = match &listed.path {
        FunctionPath::Plain(path) => (&path[..path.len().saturating_sub(1)], None),
        FunctionPath::OfTrait { owner, of, .. } => (
            &owner[..],
            Some(format!("<{} as {}>", owner.join("::"), of.join("::"))),
        ),
    };
    let reached = not_found.reached.join("::");
    let (missing, module) = match on_the_way.get(not_found.reached.len()) {
        Some(segment) => (segment.as_str(), reached),
        None => (listed.path.name(), last_module.unwrap_or(reached)),
    };
    let is_last = not_found.reached.len() >= on_the_way.len();
    let meant = meant(suggestion(&path, missing, &module, &not_found.candidates).as_deref());
    let hint = match meant.is_empty() {
        true => HOW_PATHS_GO.to_owned(),
        false => String::new(),
    };
    let name = missing.to_owned();
    match is_last {
        true => Mistake::UnknownFunction {
            name,
            module,
            meant,
            hint,
        },
        false => Mistake::UnknownModule {
            name,
            module,
            meant,
            hint,
        },
    }
}

/// The nearest candidate: by its last segment alone if it lies where one looked, else as a whole path.
fn suggestion(path: &str, missing: &str, module: &str, candidates: &[String]) -> Option<String> {
    let here = format!("{module}::");
    let beside = candidates
        .iter()
        .filter_map(|candidate| candidate.strip_prefix(&here));
    if let Some(near) = did_you_mean(missing, beside) {
        return Some(near.to_owned());
    }
    let name = path.rsplit("::").next();
    let elsewhere = candidates
        .iter()
        .find(|candidate| candidate.rsplit("::").next() == name);
    elsewhere
        .cloned()
        .or_else(|| did_you_mean(path, candidates.iter().map(String::as_str)).map(str::to_owned))
}
