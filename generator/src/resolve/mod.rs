//! From facts to a program: crates, modules, items, and what a path means where.
//!
//! Resolution answers with *all* items a name may mean: two where `#[cfg]` cannot be decided, none where a
//! name is unknown. What to make of that is the caller's to say; nothing is dropped here.

mod absolute;
mod alike;
mod allowance;
mod asked;
mod by_id;
mod change;
mod conditions;
mod declared;
mod derives;
mod exported;
mod find;
mod given;
mod graph;
mod impls;
mod likeliest;
mod load;
mod macros;
mod names;
mod others;
mod prelude;
mod remembered;
mod said_by_macros;
mod scripts;
mod shape;
mod spots;
mod textual;
mod tree;
mod twin;
mod united;
mod unseen;
mod visible;
mod wrappers;

pub use absolute::Absolute;
pub(crate) use allowance::Allowance;
pub(crate) use asked::{
    ALLOCATOR, Asked, DERIVED, EVERYTHING, EXPORTED, NEEDS_NOTHING, STARTED, UNREAD, Word, Words,
    word,
};
pub use by_id::{ById, Id};
pub(crate) use change::Change;
pub(crate) use conditions::Conditional;
pub(crate) use derives::Derives;
pub use exported::Exported;
pub(crate) use given::written_for;
pub use graph::{
    CrateId, Extern, Import, ItemData, ItemId, Krate, ModuleData, ModuleId, Skipped, Text, TextId,
};
pub(crate) use impls::path_names;
pub use impls::{Head, ImplData, Impls};
pub use load::{LoadError, Options, Program};
pub(crate) use names::whole;
pub use names::{CRATE_MARK, Ns, Res};
pub(crate) use others::ANY_TRAIT;
pub(crate) use prelude::builtin_at;
pub(crate) use prelude::may_be_trait;
pub use prelude::{is_builtin_type, std_prelude};
pub(crate) use scripts::{LOOKS, puts_together};
pub use textual::MayMean;
pub(crate) use tree::is_of_package;
pub use united::United;
