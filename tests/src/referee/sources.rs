//! A crate's sources: its module tree, and where each function and item stands in them.
//!
//! The yardstick for sizes (how many functions the crate has, how many of them are reached) and the raw material for
//! edits. It reads sources on its own and not through rememo, so that a mistake there cannot hide itself here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::Result;
use super::ir::Place;

/// A crate's files and what they hold. Code for tests only is left out.
#[derive(Debug)]
pub struct Sources {
    /// The files of the module tree, the root first.
    pub files: Vec<SourceFile>,
    /// What they hold, in the files' order.
    pub units: Vec<Unit>,
}

/// One file of the module tree.
#[derive(Debug)]
pub struct SourceFile {
    /// The file, absolute.
    pub path: PathBuf,
    /// The module that it is, by path.
    pub module: String,
    /// Its text.
    pub text: String,
    /// The same, parsed; spans count bytes of `text`.
    pub syntax: syn::File,
}

/// What a [`Unit`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// A function with a body: free, of an impl, or a trait's default.
    Function,
    /// A struct, enum or union: functions that derives write stand on it.
    Type,
    /// A `macro_rules!` or an invocation between items.
    Macro,
}

/// A function or item, and the lines it takes.
#[derive(Debug, Clone)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// Where it is written: modules, the impl's type or the trait, and its own name.
    pub path: String,
    /// Of a member: the path of the impl's type, as if it were declared beside the impl, or of the trait.
    pub owner: Option<String>,
    /// Whether it is a member of a trait or of a trait's impl.
    pub of_trait: bool,
    /// Whether a type parameter stands for a caller's code: a closure, or an iterator that may hold one.
    pub takes_code: bool,
    /// Whether a type of the caller's choice, or an object of a trait, comes in with it: by its own parameters or those of
    /// what it is a member of. Whatever implements what is asked of those counts for it, used in the program or not.
    pub is_generic: bool,
    /// The file, absolute.
    pub file: PathBuf,
    /// The first line, attributes and docs included.
    pub first: usize,
    /// The line of `fn`, `struct`, … itself.
    pub head: usize,
    /// The last line.
    pub last: usize,
}

impl Sources {
    /// Reads the library crate in `folder`.
    pub fn read(folder: &Path) -> Result<Sources> {
        let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml"))?.parse()?;
        let text =
            |table: &str, key: &str| Some(manifest.get(table)?.get(key)?.as_str()?.to_owned());
        let name = text("lib", "name")
            .or_else(|| text("package", "name"))
            .ok_or("a package without a name")?;
        let root = folder.join(text("lib", "path").unwrap_or_else(|| "src/lib.rs".to_owned()));
        let mut sources = Sources {
            files: Vec::new(),
            units: Vec::new(),
        };
        let home = root.parent().unwrap_or(folder).to_owned();
        sources.read_file(&root, &home, name.replace('-', "_"), &mut BTreeSet::new())?;
        Ok(sources)
    }

    fn read_file(
        &mut self,
        path: &Path,
        home: &Path,
        module: String,
        seen: &mut BTreeSet<PathBuf>,
    ) -> Result<()> {
        if !seen.insert(path.to_owned()) {
            return Ok(());
        }
        let text =
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let syntax =
            syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut walk = Walk {
            file: path,
            home: home.to_owned(),
            module,
            owner: None,
            in_generic: false,
            units: Vec::new(),
            children: Vec::new(),
        };
        walk.visit_file(&syntax);
        let (module, units, children) = (walk.module, walk.units, walk.children);
        self.units.extend(units);
        self.files.push(SourceFile {
            path: path.to_owned(),
            module,
            text,
            syntax,
        });
        for child in children {
            self.read_file(&child.path, &child.home, child.module, seen)?;
        }
        Ok(())
    }

    /// The units of one file as it is now, after an edit.
    pub fn units_again(&self, file: &Path) -> Result<Vec<Unit>> {
        let known = self
            .files
            .iter()
            .find(|known| known.path == file)
            .ok_or("a file of no module")?;
        let syntax = syn::parse_file(&fs::read_to_string(file)?)?;
        let mut walk = Walk {
            file,
            home: file.parent().unwrap_or(file).to_owned(),
            module: known.module.clone(),
            owner: None,
            in_generic: false,
            units: Vec::new(),
            children: Vec::new(),
        };
        walk.visit_file(&syntax);
        Ok(walk.units)
    }

    /// The innermost unit that holds a place.
    pub fn unit_at(&self, place: &Place) -> Option<&Unit> {
        self.units
            .iter()
            .filter(|unit| {
                // Paths last: to compare them costs most, and there are many units and places.
                unit.first <= place.line && place.line <= unit.last && unit.file == place.file
            })
            .min_by_key(|unit| unit.last - unit.first)
    }

    /// How many functions the crate has.
    pub fn functions(&self) -> impl Iterator<Item = &Unit> {
        self.units
            .iter()
            .filter(|unit| unit.kind == UnitKind::Function)
    }

    /// The function written at a path.
    pub fn function(&self, path: &str) -> Option<&Unit> {
        self.functions().find(|unit| unit.path == path)
    }
}

/// Whether attributes say that something is there for tests only.
pub fn is_test_only(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute
                    .meta
                    .require_list()
                    .is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

/// A module in a file of its own, still to be read.
struct Child {
    path: PathBuf,
    home: PathBuf,
    module: String,
}

/// Collects the units of one file and the modules it names.
struct Walk<'file> {
    file: &'file Path,
    /// The folder where modules named here are looked for.
    home: PathBuf,
    module: String,
    /// The type or trait whose members are walked, and whether a trait is concerned.
    owner: Option<(String, bool)>,
    /// Whether those are generic.
    in_generic: bool,
    units: Vec<Unit>,
    children: Vec<Child>,
}

impl Walk<'_> {
    fn unit(&mut self, kind: UnitKind, name: &str, whole: Span, head: Span) {
        let owner = self
            .owner
            .as_ref()
            .map(|(owner, _)| format!("{}::{owner}", self.module));
        self.units.push(Unit {
            kind,
            path: format!("{}::{name}", owner.as_ref().unwrap_or(&self.module)),
            owner,
            of_trait: self.owner.as_ref().is_some_and(|(_, of_trait)| *of_trait),
            takes_code: false,
            is_generic: self.in_generic,
            file: self.file.to_owned(),
            first: whole.start().line,
            head: head.start().line,
            last: whole.end().line,
        });
    }

    fn function(&mut self, signature: &syn::Signature, whole: Span) {
        self.unit(
            UnitKind::Function,
            &signature.ident.to_string(),
            whole,
            signature.span(),
        );
        let text = signature.to_token_stream().to_string();
        if let Some(unit) = self.units.last_mut() {
            unit.takes_code = ["Fn (", "FnMut (", "FnOnce (", "Iterator", "Pattern"]
                .iter()
                .any(|code| text.contains(code));
            unit.is_generic |= signature.generics.type_params().next().is_some()
                || text.contains("impl ")
                || text.contains("dyn ");
        }
    }

    fn owned(
        &mut self,
        owner: String,
        of_trait: bool,
        is_generic: bool,
        walk: impl FnOnce(&mut Self),
    ) {
        let outer = self.owner.replace((owner, of_trait));
        let outer_generic = std::mem::replace(&mut self.in_generic, is_generic);
        walk(self);
        (self.owner, self.in_generic) = (outer, outer_generic);
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if is_test_only(&item.attrs) {
            return;
        }
        let name = item.ident.to_string();
        let given = item
            .attrs
            .iter()
            .find_map(|attribute| match &attribute.meta {
                syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                    syn::Expr::Lit(syn::ExprLit {
                        lit: syn::Lit::Str(path),
                        ..
                    }) => Some(path.value()),
                    _ => None,
                },
                _ => None,
            });
        let module = format!("{}::{name}", self.module);
        if item.content.is_some() {
            let outer = (
                std::mem::replace(&mut self.module, module),
                self.home.clone(),
            );
            self.home.push(given.unwrap_or(name));
            visit::visit_item_mod(self, item);
            (self.module, self.home) = outer;
            return;
        }
        let beside = self.file.parent().unwrap_or(Path::new(""));
        let candidates = match given {
            Some(given) => vec![(beside.join(given), beside.to_owned())],
            None => vec![
                (self.home.join(format!("{name}.rs")), self.home.join(&name)),
                (self.home.join(&name).join("mod.rs"), self.home.join(&name)),
            ],
        };
        // A module whose file is missing is behind a cfg that is off; rustc would say so otherwise.
        if let Some((path, home)) = candidates.into_iter().find(|(path, _)| path.exists()) {
            self.children.push(Child { path, home, module });
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test_only(&item.attrs) {
            self.function(&item.sig, item.span());
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if !is_test_only(&item.attrs) {
            let owner = match &*item.self_ty {
                syn::Type::Path(path) => path
                    .path
                    .segments
                    .last()
                    .map(|segment| segment.ident.to_string()),
                _ => None,
            };
            let owner = owner.unwrap_or_else(|| "_".to_owned());
            let is_generic = item.generics.type_params().next().is_some();
            self.owned(owner, item.trait_.is_some(), is_generic, |walk| {
                visit::visit_item_impl(walk, item)
            });
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, item.span());
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.owned(item.ident.to_string(), true, true, |walk| {
            visit::visit_item_trait(walk, item)
        });
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if item.default.is_some() {
            self.function(&item.sig, item.span());
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.unit(
            UnitKind::Type,
            &item.ident.to_string(),
            item.span(),
            item.struct_token.span(),
        );
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.unit(
            UnitKind::Type,
            &item.ident.to_string(),
            item.span(),
            item.enum_token.span(),
        );
    }

    fn visit_item_union(&mut self, item: &'ast syn::ItemUnion) {
        self.unit(
            UnitKind::Type,
            &item.ident.to_string(),
            item.span(),
            item.union_token.span(),
        );
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        let name = item
            .ident
            .as_ref()
            .map_or_else(|| "_".to_owned(), ToString::to_string);
        self.unit(UnitKind::Macro, &name, item.span(), item.mac.span());
    }
}
