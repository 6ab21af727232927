//! The module tree: which file is which module, and what `include!` brings in.

use crate::cfg::{Cfg, Truth};
use crate::diagnostic::Place;
use crate::expand::{Origins, reveal};
use crate::model::{FileFacts, Item, Kind, Marks};
use crate::resolve::graph::{
    CrateId, Import, ItemData, ItemId, ModuleData, ModuleId, Skipped, Text, TextId,
};
use crate::resolve::load::Program;
use crate::source::{self, Text as Source};
use proc_macro2::TokenTree;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files included by files included by files: more than this is a circle.
const DEEPEST: usize = 64;

/// Where the items being read belong.
#[derive(Clone)]
pub(super) struct Spot {
    pub(super) module: ModuleId,
    pub(super) text: TextId,
    /// Folder in which `mod m;` looks for `m.rs`.
    pub(super) folder: PathBuf,
    /// Whether that folder already has inline modules' names in it, so that `#[path]` starts there.
    pub(super) inline: bool,
    /// Files on the way, against circles.
    pub(super) chain: Vec<PathBuf>,
}

impl Program {
    /// Reads a crate from its root file.
    pub(super) fn read_root(&mut self, krate: CrateId, file: &Path) -> ModuleId {
        let root = self.new_module(krate, None, "", None, false);
        self.krate_mut(krate).root = root;
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        self.read_file(root, file, folder, Vec::new(), Vec::new());
        root
    }

    pub(super) fn new_module(
        &mut self,
        krate: CrateId,
        parent: Option<ModuleId>,
        name: &str,
        item: Option<ItemId>,
        block: bool,
    ) -> ModuleId {
        let id = ModuleId(self.modules.len() as u32);
        let inherited = parent
            .map(|parent| self.module(parent).cfgs.clone())
            .unwrap_or_default();
        let predicates = parent
            .map(|parent| self.module(parent).predicates.clone())
            .unwrap_or_default();
        self.modules.push(ModuleData {
            krate,
            parent,
            name: name.to_owned(),
            item,
            block,
            names: BTreeMap::new(),
            nameless: Vec::new(),
            imports: Vec::new(),
            cfgs: inherited,
            predicates,
            broken: None,
            text: parent.map_or(TextId(0), |parent| self.module(parent).text),
            folder: parent.map_or_else(PathBuf::new, |parent| self.module(parent).folder.clone()),
            inline: parent.is_some_and(|parent| self.module(parent).inline),
        });
        id
    }

    fn read_file(
        &mut self,
        module: ModuleId,
        file: &Path,
        folder: PathBuf,
        mut chain: Vec<PathBuf>,
        mut under: Vec<String>,
    ) {
        let whole = Place::whole(file);
        let text = match self.source(file) {
            Source::Read(text) => text,
            Source::Missing => {
                return self.broken(module, "there is no such file".to_owned(), whole);
            }
            Source::Unreadable(reason) => return self.broken(module, reason, whole),
        };
        if chain.iter().any(|above| above == file) || chain.len() > DEEPEST {
            return self.broken(module, "the modules go round in a circle".to_owned(), whole);
        }
        chain.push(file.to_owned());
        let (hash, mut facts) = self.kept.facts(file, &text);
        if !under.is_empty() {
            // Of files that may be the module, each has its own conditions.
            under.extend(facts.cfgs.iter().cloned());
        }
        put_under(&mut facts.items, &under);
        let is_alone = under.is_empty();
        let text = self.new_text(Text {
            file: Arc::from(file),
            text,
            hash,
            call: None,
            origins: Origins::new(),
            tells: false,
            within: self.module(module).item,
            place: None,
            under,
        });
        let data = self.module_mut(module);
        data.text = text;
        data.folder.clone_from(&folder);
        data.inline = false;
        if let Some((message, at)) = &facts.unparsed {
            let place = Place::new(&self.text(text).file.clone(), *at..*at + 1);
            return self.broken(module, message.clone(), place);
        }
        let spot = Spot {
            module,
            text,
            folder,
            inline: false,
            chain,
        };
        if is_alone {
            self.add_cfgs(module, &facts.cfgs);
        }
        if let Some(item) = self.module(module).item {
            let cfg = &self.crates[self.item(item).krate.0 as usize].cfg;
            let marks = &mut self.items[item.0 as usize].marks;
            marks.add_macro_use(facts.macro_use, cfg);
        }
        match self.untrue(module, &facts.cfgs) {
            Some(predicate) => {
                let items = facts.items.iter();
                items.for_each(|item| self.leave_out(item, &spot, &predicate));
            }
            None => self.read_items(facts.items, &spot),
        }
    }

    /// The text of a file of Rust.
    fn source(&self, file: &Path) -> Source {
        let early = || self.kept.early_text(file).map(Source::Read);
        let read = || early().unwrap_or_else(|| source::read(file));
        self.sources.text_or(file, read)
    }

    /// The first of a module's predicates that is known to be false.
    fn untrue(&self, module: ModuleId, cfgs: &[String]) -> Option<String> {
        let cfg = &self.krate(self.module(module).krate).cfg;
        let mut cfgs = cfgs.iter();
        cfgs.find(|text| cfg.truth(text) == Truth::False).cloned()
    }

    /// Notes an item that a predicate leaves out.
    fn leave_out(&mut self, item: &Item, spot: &Spot, predicate: &str) {
        let place = self.place_in(spot.text, item.name_span);
        self.skipped.push(Skipped {
            module: spot.module,
            name: item.name.clone(),
            predicate: predicate.to_owned(),
            place,
        });
    }

    fn broken(&mut self, module: ModuleId, message: String, place: Place) {
        let shown = format!("{}: {message}", place.file.display());
        self.troubles.push((shown, Some(place.clone())));
        self.module_mut(module).broken = Some((message, place));
    }

    pub(super) fn new_text(&mut self, text: Text) -> TextId {
        self.texts.push(text);
        TextId(self.texts.len() as u32 - 1)
    }

    /// Adds predicates that are not known to be true.
    fn add_cfgs(&mut self, module: ModuleId, cfgs: &[String]) {
        let cfg = &self.krate(self.module(module).krate).cfg;
        let unsure: Vec<String> = cfgs
            .iter()
            .filter(|text| cfg.truth(text) != Truth::True)
            .cloned()
            .collect();
        self.module_mut(module).cfgs.extend(unsure);
        self.module_mut(module)
            .predicates
            .extend(cfgs.iter().cloned());
    }

    pub(super) fn read_items(&mut self, items: Vec<Item>, spot: &Spot) {
        for item in items {
            self.read_item(item, spot, None);
        }
    }

    /// Takes over one item with all that is in it; none if `#[cfg]` leaves it out.
    fn read_item(&mut self, item: Item, spot: &Spot, parent: Option<ItemId>) -> Option<ItemId> {
        let krate = self.module(spot.module).krate;
        let cfg = &self.krate(krate).cfg;
        let mut unsure = Vec::new();
        for predicate in &item.cfgs {
            match cfg.truth(predicate) {
                Truth::True => {}
                Truth::Unknown => unsure.push(predicate.clone()),
                Truth::False => {
                    self.leave_out(&item, spot, predicate);
                    return None;
                }
            }
        }
        let id = ItemId(self.items.len() as u32);
        let Item {
            kind,
            name,
            vis,
            span,
            name_span,
            open,
            mut marks,
            imports,
            header,
            call,
            called,
            children,
            ..
        } = item;
        for (predicate, path) in std::mem::take(&mut marks.derives_if) {
            if self.krate(krate).cfg.truth(&predicate) != Truth::False {
                marks.derives.push(path);
            }
        }
        let lets_out = std::mem::take(&mut marks.macro_use_if);
        marks.add_macro_use(lets_out, &self.krate(krate).cfg);
        let mut conditions = std::mem::take(&mut marks.given_if).into_iter();
        marks.given |=
            conditions.any(|predicate| self.krate(krate).cfg.truth(&predicate) != Truth::False);
        self.items.push(ItemData {
            krate,
            module: spot.module,
            parent,
            kind,
            name: name.clone(),
            vis,
            cfgs: unsure,
            predicates: item.cfgs,
            text: spot.text,
            span,
            name_span,
            open,
            marks,
            header,
            call,
            called,
            members: Vec::new(),
            inside: None,
            declares: None,
        });
        self.gives |= self.item(id).is_given();
        if kind == Kind::Macro {
            self.macros.entry(name.clone()).or_default().push(id);
        }
        if parent.is_none() {
            match kind {
                Kind::Impl
                | Kind::Use
                | Kind::ExternCrate
                | Kind::MacroCall
                | Kind::ForeignBlock
                | Kind::Unknown => {
                    self.module_mut(spot.module).nameless.push(id);
                }
                // `const _: …` can be named by no one, and holds impls.
                _ if name == "_" => self.module_mut(spot.module).nameless.push(id),
                _ => self
                    .module_mut(spot.module)
                    .names
                    .entry(name)
                    .or_default()
                    .push(id),
            }
        }
        for import in imports {
            self.has_conditional_uses |= !self.conditions_of_use(id).is_empty();
            self.module_mut(spot.module).imports.push(Import {
                item: id,
                path: import.path,
                absolute: import.absolute,
                name: import.name,
            });
        }
        match kind {
            Kind::Module | Kind::ModuleFile => self.read_module(id, children, spot),
            Kind::Impl | Kind::Trait | Kind::Enum | Kind::ForeignBlock => {
                for child in children {
                    self.read_member(child, spot, id);
                }
            }
            Kind::MacroCall => self.include(id, spot),
            _ if !children.is_empty() => {
                let inside = self.new_module(krate, Some(spot.module), "", Some(id), true);
                self.item_mut(id).inside = Some(inside);
                self.inherit_conditions(inside, id);
                let spot = Spot {
                    module: inside,
                    ..spot.clone()
                };
                self.read_items(children, &spot);
            }
            _ => {}
        }
        Some(id)
    }

    /// What stands in a body is there only if what has the body is.
    fn inherit_conditions(&mut self, inside: ModuleId, item: ItemId) {
        let own = [self.item(item).parent, Some(item)];
        for item in own.into_iter().flatten() {
            let data = self.item(item);
            let (cfgs, predicates) = (data.cfgs.clone(), data.predicates.clone());
            let module = self.module_mut(inside);
            module.cfgs.extend(cfgs);
            module.predicates.extend(predicates);
        }
    }

    /// Takes over one member of a container.
    fn read_member(&mut self, item: Item, spot: &Spot, parent: ItemId) {
        let Some(member) = self.read_item(item, spot, Some(parent)) else {
            return;
        };
        self.item_mut(parent).members.push(member);
        // The items of an `extern` block are named as if they stood beside it.
        let ItemData { kind, name, .. } = self.item(member);
        if self.item(parent).kind == Kind::ForeignBlock && *kind != Kind::MacroCall {
            let name = name.clone();
            self.module_mut(spot.module)
                .names
                .entry(name)
                .or_default()
                .push(member);
        }
    }

    fn read_module(&mut self, id: ItemId, children: Vec<Item>, spot: &Spot) {
        let ItemData {
            krate,
            kind,
            name,
            cfgs,
            predicates,
            marks,
            ..
        } = self.item(id).clone();
        let module = self.new_module(krate, Some(spot.module), &name, Some(id), false);
        self.item_mut(id).declares = Some(module);
        self.module_mut(module).cfgs.extend(cfgs);
        self.module_mut(module).predicates.extend(predicates);
        let cfg = &self.krate(krate).cfg;
        // The first path of which the condition holds is the one. If nobody here can decide that, it may be, or one of the
        // next: what is there is read, each under what has to hold for it.
        let (mut sure, mut unsure) = (None, Vec::new());
        let mut before: Vec<String> = Vec::new();
        for (predicate, path) in &marks.paths {
            let held = predicate.as_deref().unwrap_or("all()");
            match cfg.truth(held) {
                Truth::True => {
                    sure = Some((path.clone(), before.clone()));
                    break;
                }
                Truth::Unknown => {
                    let own = std::iter::once(held.to_owned());
                    unsure.push((path.clone(), before.iter().cloned().chain(own).collect()));
                    before.push(format!("not({held})"));
                }
                Truth::False => {}
            }
        }
        let path = sure.as_ref().map(|(path, _)| path);
        // `#[path]` starts at the file's own folder, unless an inline module stands around it.
        let from = match (
            spot.inline,
            spot.chain.last().and_then(|file| file.parent()),
        ) {
            (false, Some(parent)) => parent.to_owned(),
            _ => spot.folder.clone(),
        };
        if kind == Kind::Module {
            // In a body of a file, what stands in a folder of the file's name is not looked for there.
            let outer = match self.module(spot.module).block {
                true => &from,
                false => &spot.folder,
            };
            let folder = path.map_or_else(|| outer.join(&name), |path| from.join(path));
            let data = self.module_mut(module);
            data.text = spot.text;
            data.folder.clone_from(&folder);
            data.inline = true;
            let inner = Spot {
                module,
                folder,
                inline: true,
                ..spot.clone()
            };
            return self.read_items(children, &inner);
        }
        let mut found = false;
        let is_sure = sure.is_some();
        let named: Vec<(String, Vec<String>)> = unsure.into_iter().chain(sure).collect();
        let last = named.len();
        for (at, (path, under)) in named.into_iter().enumerate() {
            let file = from.join(path.replace('\\', "/"));
            let certain = is_sure && at + 1 == last;
            if certain || self.sources.exists(&file) {
                let folder = file.parent().unwrap_or(Path::new("")).to_owned();
                self.read_file(module, &file, folder, spot.chain.clone(), under);
                found = true;
            }
            if certain {
                return;
            }
        }
        let folder = spot.folder.join(&name);
        let flat = spot.folder.join(format!("{name}.rs"));
        let nested = folder.join("mod.rs");
        let file = if !self.sources.exists(&flat) && self.sources.exists(&nested) {
            nested
        } else {
            flat
        };
        if !found || self.sources.exists(&file) {
            self.read_file(module, &file, folder, spot.chain.clone(), before);
        }
    }

    /// `include!("…")` where items stand.
    fn include(&mut self, id: ItemId, spot: &Spot) {
        let item = self.item(id);
        let Some(call) = item.call.clone() else {
            return;
        };
        if call.path.last().map(String::as_str) != Some("include") {
            return;
        }
        let arguments = self.slice(item.text, call.arguments);
        let Some(file) = self.included_path(id, &arguments) else {
            return;
        };
        if spot.chain.contains(&file) || spot.chain.len() > DEEPEST {
            return;
        }
        let Source::Read(text) = self.source(&file) else {
            return;
        };
        let under = self.item(id).predicates.clone();
        let (hash, mut facts) = self.kept.facts(&file, &text);
        put_under(&mut facts.items, &under);
        let parsed = facts.unparsed.is_none();
        let text = self.new_text(Text {
            file: Arc::from(file.as_path()),
            text,
            hash,
            call: None,
            origins: Origins::new(),
            tells: false,
            within: Some(id),
            place: None,
            under,
        });
        let mut chain = spot.chain.clone();
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        chain.push(file);
        if parsed {
            let inner = Spot {
                module: spot.module,
                text,
                folder,
                inline: false,
                chain,
            };
            self.read_items(facts.items, &inner);
            // Where the program has a macro of that name, the call may mean that, and is looked at again as one.
            if !self.macros.contains_key("include") {
                self.item_mut(id).declares = Some(spot.module);
            }
        }
    }

    /// The file that the argument of `include!` and its kin names: a literal, or `concat!` of literals and `env!`.
    pub fn included_path(&self, call: ItemId, arguments: &str) -> Option<PathBuf> {
        let arguments = reveal(arguments.parse().ok()?);
        let expression = syn::parse2::<syn::Expr>(arguments).ok()?;
        let text = self.literal_text(&expression, self.item(call).krate)?;
        let beside = self.text(self.item(call).text).file.parent()?.to_owned();
        Some(crate::package::clean_path(&beside.join(text)))
    }

    /// A string that is known now: a literal, `env!` of a known variable, `stringify!` of a token, or `concat!` of such.
    pub fn literal_text(&self, expression: &syn::Expr, krate: CrateId) -> Option<String> {
        match expression {
            syn::Expr::Lit(literal) => match &literal.lit {
                syn::Lit::Str(text) => Some(text.value()),
                syn::Lit::Int(number) => Some(number.base10_digits().to_owned()),
                syn::Lit::Char(c) => Some(c.value().to_string()),
                syn::Lit::Bool(bool) => Some(bool.value.to_string()),
                _ => None,
            },
            syn::Expr::Group(group) => self.literal_text(&group.expr, krate),
            syn::Expr::Paren(paren) => self.literal_text(&paren.expr, krate),
            syn::Expr::Macro(call) => {
                let name = call.mac.path.segments.last()?.ident.to_string();
                let mut tokens = call.mac.tokens.clone().into_iter();
                // What several tokens come to hangs on how they stand.
                if let ("stringify", Some(only), None) =
                    (name.as_str(), tokens.next(), tokens.next())
                {
                    return (!matches!(only, TokenTree::Group(_))).then(|| only.to_string());
                }
                let parse =
                    syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
                let arguments = call.mac.parse_body_with(parse).ok()?;
                match name.as_str() {
                    "concat" => arguments
                        .iter()
                        .map(|argument| self.literal_text(argument, krate))
                        .collect(),
                    "env" => {
                        let name = self.literal_text(arguments.first()?, krate)?;
                        self.variable(krate, &name)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A variable as rustc would see it when it compiles a crate, where that is known.
    pub fn variable(&self, krate: CrateId, name: &str) -> Option<String> {
        let package = &self.packages[self.krate(krate).package];
        match name {
            "CARGO_MANIFEST_DIR" => package.folder.to_str().map(str::to_owned),
            "CARGO_PKG_NAME" => Some(package.name.clone()),
            "CARGO_PKG_VERSION" => Some(package.version.clone()),
            "CARGO_CRATE_NAME" => Some(self.krate(krate).name.clone()),
            // Of another package they say other things than of this one.
            name if self.krate(krate).package != 0 && is_of_package(name) => None,
            _ => self.build.variables.get(name).cloned(),
        }
    }

    /// The files on the way to what stands in a file of a module.
    fn files_above(&self, module: ModuleId, file: &Path) -> Vec<PathBuf> {
        let mut chain = vec![file.to_path_buf()];
        let mut at = Some(module);
        while let Some(module) = at {
            let above = &self.text(self.module(module).text).file;
            if chain.last().is_some_and(|last| **last != **above) {
                chain.push(above.to_path_buf());
            }
            at = self.module(module).parent;
        }
        chain.reverse();
        chain
    }

    /// Whether a call stands right in a file that `include!` brought in, not in a module within it: files of modules that
    /// it declares are looked for beside that file.
    fn is_included(&self, call: ItemId) -> bool {
        let (root, _) = self.root_call(call);
        self.text(self.item(root).text).within.is_some_and(|by| {
            let by = self.item(by);
            by.kind == Kind::MacroCall && by.module == self.item(call).module
        })
    }

    /// Takes over the items that came out of a macro call, with whose the names in them are.
    pub(super) fn read_expansion(
        &mut self,
        call: ItemId,
        text: String,
        (origins, tells): (Origins, bool),
    ) -> Result<(), String> {
        let container = self.item(call).parent.map(|parent| self.item(parent).kind);
        let (hash, facts) = self.kept.expansion(&text, container);
        let FileFacts {
            mut items,
            unparsed,
            ..
        } = facts;
        if let Some((message, _)) = unparsed {
            return Err(message);
        }
        let ItemData {
            module,
            parent,
            text: from,
            span,
            predicates: under,
            ..
        } = self.item(call).clone();
        put_under(&mut items, &under);
        let place = match &self.text(from).place {
            Some(outer) => outer.clone(),
            None => (self.place(call), span),
        };
        let file = self.text(from).file.clone();
        let text = self.new_text(Text {
            file: file.clone(),
            text: Arc::from(text),
            hash,
            call: Some(call),
            origins,
            tells,
            within: Some(call),
            place: Some(place),
            under,
        });
        let (folder, inline) = match self.is_included(call) {
            true => (file.parent().unwrap_or(Path::new("")).to_owned(), false),
            false => (
                self.module(module).folder.clone(),
                self.module(module).inline,
            ),
        };
        let spot = Spot {
            module,
            text,
            folder,
            inline,
            chain: self.files_above(module, &file),
        };
        let nested = self.item(call).marks.nested;
        for mut item in items {
            if item.marks.nested == 0 {
                item.marks.nested = nested;
            }
            match parent {
                Some(parent) => self.read_member(item, &spot, parent),
                None => {
                    self.read_item(item, &spot, None);
                }
            }
        }
        Ok(())
    }
}

/// Puts items under the conditions of what brings them in.
fn put_under(items: &mut [Item], under: &[String]) {
    for item in items.iter_mut().filter(|_| !under.is_empty()) {
        item.cfgs.splice(0..0, under.iter().cloned());
    }
}

impl Marks {
    /// Adds a `#[macro_use]` under each of these predicates.
    fn add_macro_use(&mut self, predicates: Vec<String>, cfg: &Cfg) {
        for predicate in predicates {
            match cfg.truth(&predicate) {
                Truth::True => self.macro_use = true,
                Truth::Unknown => self.macro_use_if.push(predicate),
                Truth::False => {}
            }
        }
    }
}

/// Whether a variable says something of the package that is compiled.
pub(crate) fn is_of_package(name: &str) -> bool {
    name == "OUT_DIR" || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}
