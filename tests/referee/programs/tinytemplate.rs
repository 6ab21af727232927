//! Fills in templates.

use std::collections::BTreeMap;

use tinytemplate::TinyTemplate;
use tinytemplate::error::Error;

type Fields<T> = BTreeMap<&'static str, T>;

fn people() -> Fields<Vec<Fields<&'static str>>> {
    let one = Fields::from([("name", "Ann <a>"), ("town", "X & Y"), ("friend", "")]);
    let two = Fields::from([("name", "Bob"), ("town", "Z"), ("friend", "Ann")]);
    Fields::from([("people", vec![one, two]), ("none", Vec::new())])
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_loop() -> String {
    let text = "{{ for p in people -}}\n {@index}: {p.name}\
                {{ if p.friend }} with {p.friend | unescaped}\
                {{ else }} alone{{ endif }}{{ if not @last }}, {{ endif }}{{- endfor }}\n\
                {{ if none }}some{{ else }}nobody{{ endif }} {# said #} \\{p} \
                {{ with people.1 as second }}{second.town | unescaped}{{ endwith }}";
    let mut templates = TinyTemplate::new();
    templates.add_template("list", text).unwrap();
    let list = templates.render("list", &people()).unwrap();
    templates
        .add_template(
            "root",
            "{{ for n in @root }}{n}{{ if @first }}!{{ endif }} {{ endfor }}",
        )
        .unwrap();
    let numbers = templates
        .render("root", &(1, -2.5, true, "\"t'\"", None::<u8>))
        .unwrap();
    format!("{list}\n{numbers}")
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_call() -> String {
    let mut templates = TinyTemplate::new();
    templates.add_formatter("loud", |value, text| {
        match value.as_str() {
            Some(word) if !word.is_empty() => text.push_str(&word.to_uppercase()),
            _ => {
                return Err(Error::GenericError {
                    msg: format!("{value} cannot be loud"),
                });
            }
        }
        Ok(())
    });
    templates.add_template("one", "<{name | loud}>").unwrap();
    templates
        .add_template(
            "all",
            "{{ for p in people }}{{ call one with p }}{{ endfor }}",
        )
        .unwrap();
    templates
        .add_template("quiet", "{people.0.friend | loud}")
        .unwrap();
    templates
        .add_template("unknown", "a\n {people.0.name | soft}")
        .unwrap();
    templates
        .add_template("missing", "{{ call nothing with people }}")
        .unwrap();
    let names = ["all", "quiet", "unknown", "missing", "absent"];
    let told = |name: &&str| match templates.render(name, &people()) {
        Ok(text) => format!("{text}\n"),
        Err(error) => format!("{error}\n"),
    };
    let first: String = names.iter().map(told).collect();
    templates.set_default_formatter(&tinytemplate::format_unescaped);
    templates.add_template("plain", "{people.0.name}").unwrap();
    format!("{first}{}", templates.render("plain", &people()).unwrap())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_wrong() -> String {
    let broken = [
        "{open",
        "{{ if a }}",
        "{{ else }}",
        "a\nb {{ for x of y }}{{ endfor }}",
        "{{ endwith }}",
        "{{ call x }}",
        "{a | b | c}",
        "{{ what }}",
        "{# open",
        "{}",
        "{{ with a }}{{ endwith }}",
    ];
    let parsed: String = broken
        .iter()
        .map(|text| match TinyTemplate::new().add_template("t", text) {
            Ok(()) => format!("{text} is fine\n"),
            Err(error) => format!("{error}\n"),
        })
        .collect();
    let wrong = [
        "{people.5.name}",
        "{people}",
        "{nobody}",
        "{people.x}",
        "{{ for p in people.0 }}{p}{{ endfor }}",
        "{@first}",
    ];
    let rendered: String = wrong
        .iter()
        .map(|text| {
            let mut templates = TinyTemplate::new();
            templates.add_template("t", text).unwrap();
            match templates.render("t", &people()) {
                Ok(text) => format!("{text}\n"),
                Err(error) => format!("{error}\n"),
            }
        })
        .collect();
    let keys = TinyTemplate::new().render("t", &BTreeMap::from([((1, 2), 3)]));
    format!(
        "{parsed}{rendered}{:?}",
        keys.map_err(|error| error.to_string())
    )
}
