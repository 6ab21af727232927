//! What the text of a wrappers' file is made of, as a hash: the same gives the same text, but for the fingerprints in it,
//! and need not be laid out again.
//!
//! All fields are named, so that a new one asks whether the text hangs on it. Where things stand in the sources does
//! not count, nor do spans.

use super::{File, Planned};
use crate::check::{Argument, Remembered};
use crate::config::Listed;
use crate::parse::{Writer, hash_tokens};
use crate::plan::{Fingerprint, Found, Owner};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The hash of all that is emitted but the bytes of fingerprints.
pub(crate) fn made_of(file: &File<'_>) -> [u8; 32] {
    let File {
        package,
        store,
        functions,
        broken,
        ambiguous,
    } = file;
    let mut out = Writer::default();
    out.text("what wrappers are made of");
    out.text(&format!("{package:?} {store:?} {broken:?} {ambiguous:?}"));
    out.list(functions, function);
    *blake3::hash(&out.0).as_bytes()
}

fn function(out: &mut Writer, planned: &Planned) {
    let Planned {
        remembered,
        fingerprint,
    } = planned;
    let Remembered {
        listed,
        found,
        arguments,
        receiver,
    } = remembered;
    let Listed {
        path,
        place: _,
        policy,
    } = listed;
    let Fingerprint {
        bytes: _,
        of_tests,
        covered,
        variables,
        warnings: _,
    } = fingerprint;
    out.text(&format!(
        "{path:?} {policy:?} {covered} {variables:?} {receiver:?} {}",
        of_tests.is_some()
    ));
    out.list(arguments, |out, argument| {
        let Argument { ident, of, feed } = argument;
        out.text(&format!("{feed:?}"));
        tokens(out, quote! { #ident: #of });
    });
    state(out, found);
}

fn state(out: &mut Writer, found: &Found) {
    let Found {
        path,
        steps,
        signature,
        arguments: _,
        result: _,
        place: _,
        hidden: _,
        docs,
        cfgs,
        attributes,
        owner,
        from_macro,
    } = found;
    out.text(&format!("{path:?} {docs:?} {from_macro:?}"));
    out.list(steps, |out, step| {
        out.text(&step.name);
        out.text(&format!("{:?} {:?}", step.kind, step.visibility));
    });
    tokens(out, signature.to_token_stream());
    out.list(cfgs, |out, cfg| tokens(out, cfg.clone()));
    out.list(attributes, |out, attribute| {
        tokens(out, attribute.to_token_stream());
    });
    out.option(owner.as_ref(), |out, owner| {
        let Owner {
            generics,
            of,
            by,
            local,
        } = owner;
        let clause = &generics.where_clause;
        tokens(out, quote! { #generics #clause; #of; #by });
        out.number(u32::from(*local));
    });
}

fn tokens(out: &mut Writer, tokens: TokenStream) {
    out.bytes(&hash_tokens(tokens));
}
