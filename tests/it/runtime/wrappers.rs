//! A user's crate and, in `cached`, the wrappers as rememo-build writes them: the agreed shape, compiled.

/// The user's functions. Each counts how often its own body ran.
pub(crate) mod app {
    use std::borrow::Cow;
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

    use serde::{Deserialize, Serialize};

    pub(crate) static RUNS: AtomicU32 = AtomicU32::new(0);

    fn ran() {
        RUNS.fetch_add(1, Relaxed);
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    pub(crate) struct Report {
        pub(crate) title: String,
        pub(crate) total: f64,
    }

    pub(crate) fn monthly(year: u16, currency: &str) -> Report {
        ran();
        Report {
            title: format!("{year} in {currency}"),
            total: f64::from(year) / 8.0,
        }
    }

    /// An error that cannot be stored at all.
    #[derive(Debug)]
    pub(crate) struct Failed;

    pub(crate) type Outcome<T> = Result<T, Failed>;

    /// A `Result` that is not called so.
    pub(crate) fn half(n: u32) -> Outcome<u32> {
        ran();
        if n.is_multiple_of(2) {
            Ok(n / 2)
        } else {
            Err(Failed)
        }
    }

    pub(crate) fn find(names: Cow<'_, [String]>, name: &str) -> Option<usize> {
        ran();
        names.iter().position(|known| known == name)
    }

    #[derive(Debug, Serialize)]
    pub(crate) struct Model<T> {
        pub(crate) rate: T,
    }

    impl<T: Copy + Into<f64>> Model<T> {
        pub(crate) fn price(&self, n: u32) -> f64 {
            ran();
            self.rate.into() * f64::from(n)
        }
    }

    pub(crate) fn sizes<T: Default>() -> usize {
        ran();
        size_of::<T>()
    }
}

/// What `rememo::include_wrappers!()` brings in.
#[allow(dead_code, unused_qualifications)]
pub(crate) mod cached {
    static STORE: ::rememo::__private::StoreSpec = ::rememo::__private::StoreSpec {
        max_entry: 100_000u64,
        ..::rememo::__private::StoreSpec::new("wrapped")
    };

    #[allow(unused_imports)]
    use ::rememo::__private::{OrUncompared as _, OrWhole as _};

    pub(crate) fn cached_monthly(year: u16, currency: &str) -> super::app::Report {
        let key = monthly::FUNCTION.call_key(|k| {
            k.argument(&year);
            k.argument(&currency);
        });
        let kept = ::rememo::__private::Probe::<super::app::Report>::new()
            .without_err()
            .compared();
        monthly::FUNCTION.call(key, kept, move || super::app::monthly(year, currency))
    }

    pub(crate) mod monthly {
        #[allow(unused_imports)]
        use ::rememo::__private::{OrUncompared as _, OrWhole as _};

        pub(crate) const FINGERPRINT: [u8; 32] = [1; 32];

        pub(super) static FUNCTION: ::rememo::__private::Function =
            ::rememo::__private::Function::new(::rememo::__private::Spec {
                ttl: ::core::option::Option::Some(::core::time::Duration::from_millis(1000)),
                namespaces: &["reports"],
                ..::rememo::__private::Spec::new("app::monthly", FINGERPRINT, &super::STORE)
            });

        pub(crate) fn key(year: u16, currency: &str) -> ::rememo::Key {
            FUNCTION.key(|k| {
                k.argument(&year);
                k.argument(&currency);
            })
        }

        pub(crate) fn contains(year: u16, currency: &str) -> bool {
            FUNCTION.contains(&self::key(year, currency))
        }

        pub(crate) fn entry(year: u16, currency: &str) -> ::core::option::Option<::rememo::Entry> {
            FUNCTION.entry(&self::key(year, currency))
        }

        pub(crate) fn invalidate(year: u16, currency: &str) -> bool {
            FUNCTION.invalidate(&self::key(year, currency))
        }

        pub(crate) fn precache(
            year: u16,
            currency: &str,
            value: &super::super::app::Report,
        ) -> bool {
            let kept = ::rememo::__private::Probe::<super::super::app::Report>::new()
                .without_err()
                .compared();
            FUNCTION.precache(&self::key(year, currency), kept, value)
        }

        pub(crate) fn clear() -> u64 {
            FUNCTION.clear()
        }

        pub(crate) fn stats() -> ::rememo::FunctionStats {
            FUNCTION.stats()
        }
    }

    pub(crate) fn cached_half(n: u32) -> super::app::Outcome<u32> {
        let key = half::FUNCTION.call_key(|k| {
            k.argument(&n);
        });
        let kept = ::rememo::__private::Probe::<super::app::Outcome<u32>>::new()
            .without_err()
            .compared();
        half::FUNCTION.call(key, kept, move || super::app::half(n))
    }

    pub(crate) mod half {
        pub(super) static FUNCTION: ::rememo::__private::Function =
            ::rememo::__private::Function::new(::rememo::__private::Spec {
                ..::rememo::__private::Spec::new("app::half", [2; 32], &super::STORE)
            });
    }

    pub(crate) fn cached_find(
        names: ::std::borrow::Cow<'_, [::std::string::String]>,
        name: &str,
    ) -> ::core::option::Option<usize> {
        let key = find::FUNCTION.call_key(|k| {
            k.argument(&names);
            k.argument(&name);
        });
        let kept = ::rememo::__private::Probe::<::core::option::Option<usize>>::new()
            .without_err_or_none()
            .compared();
        find::FUNCTION.call(key, kept, move || super::app::find(names, name))
    }

    pub(crate) mod find {
        pub(super) static FUNCTION: ::rememo::__private::Function =
            ::rememo::__private::Function::new(::rememo::__private::Spec::new(
                "app::find",
                [3; 32],
                &super::STORE,
            ));
    }

    impl<T: ::core::marker::Copy + ::core::convert::Into<f64>> super::app::Model<T> {
        pub(crate) fn cached_price(&self, n: u32) -> f64
        where
            super::app::Model<T>: ::rememo::__private::Argument,
        {
            let key = Model::price::FUNCTION.call_key(|k| {
                k.type_param::<T>();
                k.argument(&self);
                k.argument(&n);
            });
            let kept = ::rememo::__private::Probe::<f64>::new()
                .without_err()
                .compared();
            Model::price::FUNCTION.call(key, kept, move || self.price(n))
        }
    }

    #[allow(non_snake_case)]
    pub(crate) mod Model {
        pub(crate) mod price {
            pub(in super::super) static FUNCTION: ::rememo::__private::Function =
                ::rememo::__private::Function::new(::rememo::__private::Spec::new(
                    "app::Model::price",
                    [4; 32],
                    &super::super::STORE,
                ));

            pub(crate) fn contains<T>(this: &super::super::super::app::Model<T>, n: u32) -> bool
            where
                T: ::core::marker::Copy + ::core::convert::Into<f64>,
                super::super::super::app::Model<T>: ::rememo::__private::Argument,
            {
                FUNCTION.contains(&self::key(this, n))
            }

            pub(crate) fn key<T>(this: &super::super::super::app::Model<T>, n: u32) -> ::rememo::Key
            where
                T: ::core::marker::Copy + ::core::convert::Into<f64>,
                super::super::super::app::Model<T>: ::rememo::__private::Argument,
            {
                FUNCTION.key(|k| {
                    k.type_param::<T>();
                    k.argument(&this);
                    k.argument(&n);
                })
            }
        }
    }

    pub(crate) fn cached_sizes<T: ::core::default::Default>() -> usize {
        let key = sizes::FUNCTION.call_key(|k| {
            k.type_param::<T>();
        });
        let kept = ::rememo::__private::Probe::<usize>::new()
            .without_err()
            .compared();
        sizes::FUNCTION.call(key, kept, move || super::app::sizes::<T>())
    }

    pub(crate) mod sizes {
        pub(super) static FUNCTION: ::rememo::__private::Function =
            ::rememo::__private::Function::new(::rememo::__private::Spec::new(
                "app::sizes",
                [5; 32],
                &super::STORE,
            ));
    }
}
