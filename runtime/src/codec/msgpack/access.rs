//! The insides of values, as serde's visitors ask for them: parts, variants, extensions.

use serde::de::value::BorrowedBytesDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};

use super::decode::{Decoder, Undecodable};

/// The parts of a list, or the entries of a map.
pub(super) struct Parts<'a, 'de> {
    pub(super) decoder: &'a mut Decoder<'de>,
    pub(super) left: usize,
}

impl<'de> SeqAccess<'de> for Parts<'_, 'de> {
    type Error = Undecodable;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Undecodable> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.decoder).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> MapAccess<'de> for Parts<'_, 'de> {
    type Error = Undecodable;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Undecodable> {
        self.next_element_seed(seed)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Undecodable> {
        seed.deserialize(&mut *self.decoder)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

/// A variant with data: name and data are the one entry of a map.
pub(super) struct Variant<'a, 'de>(pub(super) &'a mut Decoder<'de>);

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Undecodable;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self), Undecodable> {
        Ok((seed.deserialize(&mut *self.0)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Undecodable;

    fn unit_variant(self) -> Result<(), Undecodable> {
        if self.0.nil() {
            Ok(())
        } else {
            Err(Undecodable::invalid_type(
                Unexpected::Other("data of a variant"),
                &"nothing",
            ))
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, Undecodable> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Undecodable> {
        self.0.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Undecodable> {
        self.0.deserialize_struct("", fields, visitor)
    }
}

/// A variant without data: a bare name, or its number.
pub(super) struct Unit<'a, 'de>(pub(super) &'a mut Decoder<'de>);

impl<'de> EnumAccess<'de> for Unit<'_, 'de> {
    type Error = Undecodable;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self), Undecodable> {
        Ok((seed.deserialize(&mut *self.0)?, self))
    }
}

impl<'de> VariantAccess<'de> for Unit<'_, 'de> {
    type Error = Undecodable;

    fn unit_variant(self) -> Result<(), Undecodable> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Undecodable> {
        Err(has_no_data("a newtype variant"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Undecodable> {
        Err(has_no_data("a tuple variant"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Undecodable> {
        Err(has_no_data("a struct variant"))
    }
}

#[cold]
fn has_no_data(wanted: &str) -> Undecodable {
    Undecodable::invalid_type(Unexpected::UnitVariant, &wanted)
}

/// An extension: its tag, then its bytes.
pub(super) struct Extension<'de> {
    tag: Option<i8>,
    bytes: Option<&'de [u8]>,
}

impl<'de> Extension<'de> {
    pub(super) fn new(tag: i8, bytes: &'de [u8]) -> Extension<'de> {
        Extension {
            tag: Some(tag),
            bytes: Some(bytes),
        }
    }
}

impl<'de> SeqAccess<'de> for Extension<'de> {
    type Error = Undecodable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Undecodable> {
        if let Some(tag) = self.tag.take() {
            return seed.deserialize(tag.into_deserializer()).map(Some);
        }
        match self.bytes.take() {
            Some(bytes) => seed
                .deserialize(BorrowedBytesDeserializer::new(bytes))
                .map(Some),
            None => Ok(None),
        }
    }
}
