//! Edits TOML and keeps its shape.

use toml_edit::visit_mut::{self, VisitMut};
use toml_edit::{
    Array, ArrayOfTables, DocumentMut, Formatted, InlineTable, Item, Key, Table, Value, value,
};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_edit() -> String {
    let text = "# head\ntitle = 'x' # why\n\n[owner]\nname = \"A\\tB\"\nages = [ 1, 0x2F, 1_000 ]\n[owner.deep]\nat = 1979-05-27T07:32:00Z\n";
    let mut document: DocumentMut = match text.parse() {
        Ok(document) => document,
        Err(error) => return format!("{error}"),
    };
    document["title"] = value("new");
    document["owner"]["ages"].as_array_mut().unwrap().push(4);
    document["owner"]["deep"]["on"] = value(true);
    let at = document["owner"]["deep"]["at"]
        .as_datetime()
        .map(|at| at.to_string());
    let removed = document["owner"]
        .as_table_mut()
        .and_then(|table| table.remove("name"));
    let mut table = Table::new();
    table.insert("k", Item::Value(Value::from(2.5)));
    table.decor_mut().set_prefix("\n# made\n");
    document.insert("made", Item::Table(table));
    document.sort_values();
    format!(
        "{document} {at:?} {:?}",
        removed.as_ref().and_then(|item| item.as_str())
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_wrong() -> String {
    [
        "a = 1\na = 2",
        "[t]\n[t]",
        "x = 01",
        "s = \"\\q\"",
        "n = [1, 2",
        "d = 2024-13-01",
        "q = {a = 1,, }",
        "f = 1e400",
    ]
    .iter()
    .map(|text| match text.parse::<DocumentMut>() {
        Ok(document) => format!("{document:?}"),
        Err(error) => format!("{error} {:?}", error.span()),
    })
    .collect()
}

/// Doubles numbers and shouts.
struct Change(usize);

impl VisitMut for Change {
    fn visit_integer_mut(&mut self, node: &mut Formatted<i64>) {
        self.0 += 1;
        *node = Formatted::new(node.value() * 2);
    }

    fn visit_string_mut(&mut self, node: &mut Formatted<String>) {
        *node = Formatted::new(node.value().to_uppercase());
    }

    fn visit_table_mut(&mut self, node: &mut Table) {
        node.set_implicit(false);
        visit_mut::visit_table_mut(self, node);
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_build() -> String {
    let mut document = DocumentMut::new();
    let list: Array = [1, 2, 3].into_iter().collect();
    let mut inline = InlineTable::new();
    inline.insert("a b", Value::from("quoted \"text\"\n"));
    inline.get_or_insert("list", list);
    document["inline"] = value(inline);
    let mut tables = ArrayOfTables::new();
    for name in ["one", "two"] {
        let mut table = Table::new();
        table["name"] = value(name);
        tables.push(table);
    }
    document["many"] = Item::ArrayOfTables(tables);
    let mut change = Change(0);
    change.visit_document_mut(&mut document);
    let keys: Vec<String> = Key::parse("a.\"b c\".d")
        .map(|keys| keys.iter().map(|key| key.get().to_owned()).collect())
        .unwrap_or_default();
    let number: Result<Value, _> = "-inf".parse();
    format!(
        "{document} {} {keys:?} {:?}",
        change.0,
        number.map(|value| value.as_float())
    )
}
