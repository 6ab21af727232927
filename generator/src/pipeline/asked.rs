//! The closure of one function, asked for by its path: as cache.toml lists it, else as it stands.

use super::faults::Faults;
use super::{Setup, listing, options, states};
use crate::closure::ClosureError;
use crate::parse::on_deep_stack;
use crate::plan::{FunctionPath, Level, Request};
use crate::report::Asked;
use crate::resolve::Program;

/// The closure of any function of the package. If cache.toml lists it, it is what the next build will make of it;
/// `level` goes before what is said there. Mistakes in cache.toml are for builds to tell.
pub(crate) fn closure(
    setup: &Setup,
    path: &str,
    level: Option<Level>,
) -> Result<Asked, ClosureError> {
    let path = FunctionPath::parse(path).map_err(ClosureError::Path)?;
    on_deep_stack(|| {
        let mut options = options(setup);
        // An example is read if the path names it; other targets always are.
        options.examples.push(path.krate().to_owned());
        let program = Program::load(&options)?;
        let (_, config) = listing::read(&program, setup, &mut Faults::new(&program));
        let listed = config.functions.iter().find(|listed| listed.path == path);
        let mut request = match listed {
            Some(listed) => states::request(listed, setup),
            None => Request::plain(path.clone(), Level::default()),
        };
        request.level = level.unwrap_or(request.level);
        let closure = program.closure(&request);
        let package = program.packages.first();
        Ok(Asked {
            closure: closure.map_err(|miss| ClosureError::NotFound {
                path: path.to_string(),
                candidates: miss.candidates,
            })?,
            listed: listed.is_some(),
            package: package.map_or_else(String::new, |package| package.name.clone()),
            store_dir: config.store.dir.clone(),
        })
    })
}
