//! The syntax tree of one item, parsed again from its own text.

use crate::model::Kind;
use proc_macro2::TokenStream;
use quote::ToTokens;

/// A syntax tree of an item, by where it stands.
#[derive(Clone, Debug)]
pub enum Piece {
    /// In a module or a body.
    Item(syn::Item),
    /// In an impl.
    Impl(syn::ImplItem),
    /// In a trait.
    Trait(syn::TraitItem),
    /// In an `extern` block.
    Foreign(syn::ForeignItem),
}

impl Piece {
    /// The parameters of a type or an alias.
    pub fn generics_of_type(&self) -> Option<&syn::Generics> {
        match self {
            Piece::Item(syn::Item::Struct(i)) => Some(&i.generics),
            Piece::Item(syn::Item::Enum(i)) => Some(&i.generics),
            Piece::Item(syn::Item::Union(i)) => Some(&i.generics),
            Piece::Item(syn::Item::Type(i)) => Some(&i.generics),
            _ => None,
        }
    }

    /// The fields of a type, of all its variants.
    pub fn fields(&self) -> Vec<&syn::Field> {
        match self {
            Piece::Item(syn::Item::Struct(i)) => i.fields.iter().collect(),
            Piece::Item(syn::Item::Enum(i)) => {
                let variants = i.variants.iter();
                variants.flat_map(|variant| &variant.fields).collect()
            }
            Piece::Item(syn::Item::Union(i)) => i.fields.named.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The signature, if it is a function.
    pub fn signature(&self) -> Option<&syn::Signature> {
        match self {
            Piece::Item(syn::Item::Fn(i)) => Some(&i.sig),
            Piece::Impl(syn::ImplItem::Fn(i)) => Some(&i.sig),
            Piece::Trait(syn::TraitItem::Fn(i)) => Some(&i.sig),
            Piece::Foreign(syn::ForeignItem::Fn(i)) => Some(&i.sig),
            _ => None,
        }
    }
}

impl ToTokens for Piece {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Piece::Item(tree) => tree.to_tokens(tokens),
            Piece::Impl(tree) => tree.to_tokens(tokens),
            Piece::Trait(tree) => tree.to_tokens(tokens),
            Piece::Foreign(tree) => tree.to_tokens(tokens),
        }
    }
}

/// Parses the text of an item that stands in a container of this kind (none for a module or body).
pub fn parse_piece(text: &str, container: Option<Kind>) -> Option<Piece> {
    match container {
        Some(Kind::Impl) => syn::parse_str(text).ok().map(Piece::Impl),
        Some(Kind::Trait) => syn::parse_str(text).ok().map(Piece::Trait),
        Some(Kind::ForeignBlock) => syn::parse_str(text).ok().map(Piece::Foreign),
        _ => syn::parse_str(text).ok().map(Piece::Item),
    }
}

/// Parses what stands before the opening brace of an impl, a trait or a module, as if it were empty.
pub fn parse_header(before_brace: &str) -> Option<syn::Item> {
    syn::parse_str(&format!("{before_brace}{{}}")).ok()
}
