//! What code reads at run time that no fingerprint can cover: the clock, chance, the environment, files, the network,
//! the order of threads, state that lasts, the order of a hash map.

use crate::reach::live::Reach;
use crate::reach::reached::{ImpureKind, Impurity};
use crate::reach::steps::Step;
use crate::reach::ty::Ty;
use crate::resolve::ItemId;

/// Beginnings of paths, longest first where one is in another.
const PATHS: &[(&str, ImpureKind)] = &[
    ("std::time::SystemTime::now", ImpureKind::Clock),
    ("std::time::Instant::now", ImpureKind::Clock),
    ("std::time::UNIX_EPOCH", ImpureKind::Clock),
    ("chrono::Utc::now", ImpureKind::Clock),
    ("chrono::Local::now", ImpureKind::Clock),
    ("jiff::Timestamp::now", ImpureKind::Clock),
    ("jiff::Zoned::now", ImpureKind::Clock),
    (
        "std::collections::hash_map::RandomState::new",
        ImpureKind::Random,
    ),
    ("std::hash::RandomState::new", ImpureKind::Random),
    ("rand::", ImpureKind::Random),
    ("fastrand::", ImpureKind::Random),
    ("getrandom::", ImpureKind::Random),
    ("uuid::Uuid::new_v4", ImpureKind::Random),
    ("std::env::var", ImpureKind::Environment),
    ("std::env::args", ImpureKind::Environment),
    ("std::env::current_", ImpureKind::Environment),
    ("std::env::temp_dir", ImpureKind::Environment),
    ("std::env::home_dir", ImpureKind::Environment),
    ("std::process::id", ImpureKind::Environment),
    ("std::process::Command", ImpureKind::Environment),
    ("std::fs::", ImpureKind::Files),
    ("std::io::stdin", ImpureKind::Files),
    ("std::net::TcpStream::connect", ImpureKind::Network),
    ("std::net::TcpListener", ImpureKind::Network),
    ("std::net::UdpSocket", ImpureKind::Network),
    ("reqwest::", ImpureKind::Network),
    ("ureq::", ImpureKind::Network),
    ("std::thread::current", ImpureKind::Threads),
    ("std::thread::available_parallelism", ImpureKind::Threads),
    ("std::sync::mpsc::", ImpureKind::Threads),
];

/// Types by which a static can be changed while the program runs. Those that are set once are not among them.
const CELLS: &[&str] = &["Mutex", "RwLock", "Cell", "RefCell", "UnsafeCell"];

impl Reach<'_> {
    /// Something foreign is named in code that runs.
    pub(super) fn may_be_impure(&mut self, item: ItemId, path: &str) {
        if let Some((_, kind)) = PATHS.iter().find(|(start, _)| path.starts_with(start)) {
            self.impure(item, *kind, path);
        }
    }

    /// A method is called on something of std.
    pub(super) fn impure_method(&mut self, item: ItemId, receiver: &Ty, name: &str) {
        let Ty::Foreign(path, _) = receiver else {
            return;
        };
        let kind = match (&**path, name) {
            (
                path,
                "iter" | "iter_mut" | "into_iter" | "keys" | "values" | "values_mut" | "into_keys"
                | "into_values" | "drain",
            ) if is_hashed(path) => ImpureKind::HashOrder,
            (
                "std::path::Path" | "std::path::PathBuf",
                "exists" | "metadata" | "read_dir" | "canonicalize" | "is_file" | "is_dir"
                | "try_exists" | "read_link",
            ) => ImpureKind::Files,
            _ => return,
        };
        self.impure(item, kind, &format!("{path}::{name}"));
    }

    /// A `for` loop runs over something of std.
    pub(super) fn impure_loop(&mut self, item: ItemId, over: &Ty) {
        if let Ty::Foreign(path, _) = over
            && is_hashed(path)
        {
            self.impure(item, ImpureKind::HashOrder, path);
        }
    }

    /// A static comes alive: whether it can change.
    pub(super) fn impure_static(&mut self, item: ItemId, value: &syn::ItemStatic) {
        let text = quote::ToTokens::to_token_stream(&value.ty);
        let mut names = std::collections::BTreeSet::new();
        crate::parse::identifiers(text, &mut names);
        let cell = names
            .iter()
            .any(|name| CELLS.contains(&name.as_str()) || name.starts_with("Atomic"));
        if cell || matches!(value.mutability, syn::StaticMutability::Mut(_)) {
            let name = value.ident.to_string();
            self.impure(item, ImpureKind::State, &name);
        }
    }

    pub(super) fn impure(&mut self, item: ItemId, kind: ImpureKind, what: &str) {
        self.step(
            item,
            || Step::Impure(kind, what.to_owned()),
            |reach| {
                reach.reached.impure.insert(Impurity {
                    item,
                    kind,
                    what: what.to_owned(),
                });
            },
        );
    }
}

fn is_hashed(path: &str) -> bool {
    matches!(
        path,
        "std::collections::HashMap"
            | "std::collections::HashSet"
            | "std::collections::hash_map::HashMap"
            | "std::collections::hash_set::HashSet"
    )
}
