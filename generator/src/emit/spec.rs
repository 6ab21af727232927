//! The constants of a wrappers' file: where results live, and how each function is remembered.

use super::function::Function;
use super::names::number;
use crate::config::{Compression, Durability, Evict, Io, KeySource, Policy, Seal, Store};
use proc_macro2::TokenStream;
use quote::quote;
use std::time::Duration;

/// `static STORE`: what differs from the defaults.
pub(super) fn store(package: &str, store: &Store) -> TokenStream {
    let default = Store::default();
    let mut fields = TokenStream::new();
    if let Some(dir) = &store.dir {
        fields.extend(quote! { dir: ::core::option::Option::Some(#dir), });
    }
    if store.compression != default.compression {
        let compression = compression(store.compression);
        fields.extend(quote! { compression: #compression, });
    }
    if store.seal != default.seal {
        let seal = match store.seal {
            Seal::HmacSha256 => quote! { HmacSha256 },
            Seal::Blake3 => quote! { Blake3 },
            Seal::None => quote! { None },
        };
        fields.extend(quote! { seal: ::rememo::__private::Seal::#seal, });
    }
    match &store.seal_key {
        KeySource::User => {}
        KeySource::File(file) => {
            fields.extend(quote! { seal_key: ::rememo::__private::KeySource::File(#file), })
        }
        KeySource::Env(variable) => {
            fields.extend(quote! { seal_key: ::rememo::__private::KeySource::Env(#variable), })
        }
    }
    if store.max_size != default.max_size {
        let size = number(store.max_size);
        fields.extend(quote! { max_size: #size, });
    }
    if store.max_entry != default.max_entry {
        let size = number(store.max_entry);
        fields.extend(quote! { max_entry: #size, });
    }
    if store.evict == Evict::Cost {
        fields.extend(quote! { evict: ::rememo::__private::Evict::Cost, });
    }
    if store.io == Io::Pread {
        fields.extend(quote! { io: ::rememo::__private::Io::Pread, });
    }
    if store.durability == Durability::Sync {
        fields.extend(quote! { durability: ::rememo::__private::Durability::Sync, });
    }
    let new = quote! { ::rememo::__private::StoreSpec::new(#package) };
    let spec = match fields.is_empty() {
        true => new,
        false => quote! { ::rememo::__private::StoreSpec { #fields ..#new } },
    };
    quote! { static STORE: ::rememo::__private::StoreSpec = #spec; }
}

/// The `Spec` of a function, from `depth` modules below the file's top.
pub(super) fn function(function: &Function<'_>, ambiguous: &[String], depth: usize) -> TokenStream {
    let policy = function.remembered().policy();
    let mut fields = TokenStream::new();
    if policy.version != 0 {
        let version = number(policy.version);
        fields.extend(quote! { version: #version, });
    }
    if let Some(ttl) = policy.ttl {
        let ttl = duration(ttl);
        fields.extend(quote! { ttl: ::core::option::Option::Some(#ttl), });
    }
    if !policy.min_compute.is_zero() {
        let min_compute = duration(policy.min_compute);
        fields.extend(quote! { min_compute: #min_compute, });
    }
    let default = Policy::default();
    if policy.single_flight != default.single_flight {
        let single_flight = policy.single_flight;
        fields.extend(quote! { single_flight: #single_flight, });
    }
    if policy.wait != default.wait {
        let wait = duration(policy.wait);
        fields.extend(quote! { wait: #wait, });
    }
    if policy.memory != default.memory {
        let memory = number(policy.memory);
        fields.extend(quote! { memory: #memory, });
    }
    if let Some(own) = policy.compression {
        let own = compression(own);
        fields.extend(quote! { compression: ::core::option::Option::Some(#own), });
    }
    if !policy.namespace.is_empty() {
        let names = &policy.namespace;
        fields.extend(quote! { namespaces: &[#(#names),*], });
    }
    // Only type parameters bring a type's name into the key.
    if !ambiguous.is_empty() && function.has_types_in_key() {
        fields.extend(quote! { ambiguous: &[#(#ambiguous),*], });
    }
    let path = function.remembered().found.path.to_string();
    let supers = std::iter::repeat_n(quote! { super:: }, depth);
    let new = quote! { ::rememo::__private::Spec::new(#path, FINGERPRINT, &#(#supers)*STORE) };
    match fields.is_empty() {
        true => new,
        false => quote! { ::rememo::__private::Spec { #fields ..#new } },
    }
}

fn compression(compression: Compression) -> TokenStream {
    match compression {
        Compression::None => quote! { ::rememo::__private::Compression::None },
        Compression::Zstd { level } => {
            let level = proc_macro2::Literal::i32_unsuffixed(level);
            quote! { ::rememo::__private::Compression::Zstd { level: #level } }
        }
        Compression::Xz { level } => {
            let level = proc_macro2::Literal::u32_unsuffixed(level);
            quote! { ::rememo::__private::Compression::Xz { level: #level } }
        }
    }
}

fn duration(duration: Duration) -> TokenStream {
    let seconds = number(duration.as_secs());
    match duration.subsec_nanos() {
        0 => quote! { ::core::time::Duration::from_secs(#seconds) },
        nanos => {
            let nanos = number(nanos.into());
            quote! { ::core::time::Duration::new(#seconds, #nanos) }
        }
    }
}
