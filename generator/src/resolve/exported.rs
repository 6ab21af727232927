//! Macros by example of crates that are not read, by the sources that cargo keeps of them: which one a call means, where
//! that is certain, and what it writes.

use crate::expand::{Budget, CrateName, Edition, ExpandError, MacroDef};
use crate::model::Kind;
use crate::package::Locked;
use crate::parse::{Reader, Writer};
use crate::resolve::graph::{CrateId, Extern, Krate, ModuleId};
use crate::resolve::load::Program;
use crate::resolve::names::{Res, whole};
use crate::resolve::others::once;
use proc_macro2::{Span, TokenStream, TokenTree};
use std::rc::Rc;

/// A macro by example of a crate that is not read.
#[derive(Debug)]
pub struct Exported {
    /// The crate and its name there.
    pub path: String,
    /// What it is, with the edition that it is read by.
    pub hash: [u8; 32],
    /// Whether it may write an impl, by itself or by a macro that it calls.
    pub writes_impls: bool,
    /// By its definitions, of which one is there in any build.
    definitions: Vec<MacroDef>,
    krate: CrateName,
}

impl Exported {
    /// Expands one call, by each of its definitions.
    pub fn expand(
        &self,
        input: TokenStream,
        budget: &mut Budget,
    ) -> Result<Vec<TokenStream>, ExpandError> {
        let by = |definition: &MacroDef| {
            let expansion = definition.expand(input.clone(), &self.krate, budget)?;
            Ok(expansion.tokens)
        };
        self.definitions.iter().map(by).collect()
    }

    /// Whether what it wrote names more of its crate than macros.
    pub fn is_named_in(&self, tokens: &TokenStream) -> bool {
        let mut trees = tokens.clone().into_iter().peekable();
        let mark = self.krate.ident(Span::call_site());
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Group(group) if self.is_named_in(&group.stream()) => {
                    return true;
                }
                TokenTree::Ident(ident) if ident == mark => {
                    // `::name!`
                    let mut after = trees.clone().skip(3);
                    match after.next() {
                        Some(TokenTree::Punct(bang)) if bang.as_char() == '!' => {}
                        _ => return true,
                    }
                }
                _ => {}
            }
        }
        false
    }
}

/// A definition as it is kept between builds.
struct Defined {
    edition: u16,
    texts: Vec<String>,
    writes_impls: bool,
}

/// In the place of a crate's number in an expanded `$crate`: the name follows by which a crate that is not read is known.
const NAMED: &str = "of_";

impl Program {
    /// The macro of a crate that is not read which a call surely means, none of the program's being found.
    pub fn find_exported(
        &self,
        module: ModuleId,
        path: &[String],
        absolute: bool,
    ) -> Option<Rc<Exported>> {
        let found = whole(self.resolve_call(module, path, absolute), path);
        // A crate has its own name in all namespaces.
        let mut of_crates = found.iter().filter(|res| match res {
            Res::Foreign(path) => path.contains("::"),
            _ => true,
        });
        let krate = self.module(module).krate;
        match (of_crates.next(), of_crates.next(), path) {
            (Some(Res::Foreign(found)), None, [name]) => {
                self.surely_brings(module, name).then_some(())?;
                self.exported(krate, found)
            }
            (Some(Res::Foreign(found)), None, _) => self.exported(krate, found),
            (None, None, [name]) => self.exported_to_all(krate, name),
            _ => None,
        }
    }

    /// Whether a name surely comes by a `use` in a module: none that may bring it is under a condition, or in a block
    /// that ends before.
    pub(super) fn surely_brings(&self, module: ModuleId, name: &str) -> bool {
        let mut scope = Some(module);
        let mut any = false;
        while let Some(at) = scope {
            self.asked.word(self.uses_of(at));
            for import in &self.module(at).imports {
                if import.name.as_ref().is_none_or(|own| own == name) {
                    let item = self.item(import.item);
                    if !item.cfgs.is_empty() || item.marks.nested > 0 {
                        return false;
                    }
                    any = true;
                }
            }
            scope = self.module(at).parent.filter(|_| self.module(at).block);
        }
        any
    }

    /// A macro that `#[macro_use] extern crate` brings into all modules, if that is the only crate that is used so.
    fn exported_to_all(&self, krate: CrateId, name: &str) -> Option<Rc<Exported>> {
        let root = self.krate(krate).root;
        self.asked.word(self.uses_of(root));
        let root = self.module(root);
        let used = root.imports.iter().filter(|import| {
            let item = self.item(import.item);
            let brings = || self.brings_macro(import.item, name);
            item.kind == Kind::ExternCrate && item.marks.uses_macros() && brings()
        });
        let used: Vec<_> = used.collect();
        let [only] = used[..] else { return None };
        let item = self.item(only.item);
        (item.cfgs.is_empty() && item.marks.macro_use).then_some(())?;
        self.exported(krate, &format!("{}::{name}", only.path.first()?))
    }

    /// The macro at the root of a crate that another knows by the first name of this path.
    fn exported(&self, krate: CrateId, path: &str) -> Option<Rc<Exported>> {
        let (first, name) = path.split_once("::")?;
        let is_locked = matches!(
            self.krate(krate).externs.get(first),
            Some(Extern::Locked { .. })
        );
        if !is_locked || name.contains("::") {
            return None;
        }
        once(&self.others.exported, path, || {
            let Defined {
                edition,
                texts,
                writes_impls,
            } = self.find_definition(first, name)?;
            let definition = |text: &String| {
                let item: syn::ItemMacro = syn::parse_str(text).ok()?;
                MacroDef::parse(&item, Edition::of(edition)).ok()
            };
            let all = format!("{edition} {}", texts.join("\n"));
            Some(Rc::new(Exported {
                path: path.to_owned(),
                hash: *blake3::hash(all.as_bytes()).as_bytes(),
                writes_impls,
                definitions: texts.iter().map(definition).collect::<Option<_>>()?,
                krate: CrateName::new(&format!("{NAMED}{first}")),
            }))
        })
    }

    /// The edition and the texts of a macro's definitions, kept by the lock's line.
    fn find_definition(&self, first: &str, name: &str) -> Option<Defined> {
        let [locked] = self.locked_as(first)[..] else {
            return None;
        };
        let key = definition_key(locked, name);
        if let Some(bytes) = self.kept.kept_on(key) {
            let mut from = Reader::new(bytes);
            return from.option(|from| {
                Some(Defined {
                    edition: from.number()? as u16,
                    texts: from.list(Reader::text)?,
                    writes_impls: from.number()? != 0,
                })
            })?;
        }
        let package = self.package_of(locked)?;
        let find = || {
            let texts = self.texts_in(&package)?;
            let found = texts.exported(name)?;
            Some(Defined {
                edition: package.edition,
                texts: found.into_iter().map(str::to_owned).collect(),
                writes_impls: texts.may_write_impls(name),
            })
        };
        let found = find().filter(|_| !package.procedural);
        let mut out = Writer::default();
        out.option(found.as_ref(), |out, found| {
            out.number(u32::from(found.edition));
            out.list(&found.texts, |out, text| out.text(text));
            out.number(u32::from(found.writes_impls));
        });
        self.kept.keep(key, out.0);
        found
    }

    /// The crate that an expanded `$crate` names, by what stands after [`CRATE_MARK`](super::CRATE_MARK).
    pub(super) fn marked_crate(&self, krate: CrateId, mark: &str) -> Vec<Res> {
        if let Some(name) = mark.strip_prefix(NAMED) {
            return self.external(krate, name);
        }
        let of_program = self.numbered(mark);
        of_program
            .map(|krate| Res::Module(krate.root))
            .into_iter()
            .collect()
    }

    /// The name of that crate.
    pub(super) fn name_of_mark(&self, mark: &str) -> String {
        match (mark.strip_prefix(NAMED), self.numbered(mark)) {
            (None, Some(krate)) => self.module_path(krate.root).to_string(),
            (name, _) => name.unwrap_or(mark).to_owned(),
        }
    }

    /// The crate of the program that it names.
    pub(crate) fn numbered(&self, mark: &str) -> Option<&Krate> {
        self.crates.get(mark.parse::<usize>().ok()?)
    }
}

fn definition_key(locked: &Locked, name: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("rememo: macros of other crates, 4");
    hasher.update(locked.line().as_bytes());
    hasher.update(b"\n");
    hasher.update(name.as_bytes());
    *hasher.finalize().as_bytes()
}
