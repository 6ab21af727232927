//! Turns text into HTML and into trees.

use markdown::mdast::Node;
use markdown::{
    CompileOptions, Constructs, Options, ParseOptions, to_html, to_html_with_options, to_mdast,
};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_html() -> String {
    let text = "Title\n=====\n\n> quoted *soft* **strong** `code`\n\n1. one\n2. two\n   - inner\n\n\
                ```rust\nlet x = 1 < 2;\n```\n\n![alt](<a b.png> \"t\") &copy; <b>\\*</b>\n\n\
                [ref]: javascript:alert(1) 'there'\n\
                [ref] <http://a.b>  \nbroken\n***\n    indented\n";
    let options = Options {
        compile: CompileOptions {
            allow_dangerous_html: true,
            allow_dangerous_protocol: true,
            ..CompileOptions::default()
        },
        ..Options::default()
    };
    format!(
        "{}\n---\n{}",
        to_html(text),
        to_html_with_options(text, &options).unwrap()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_extended() -> String {
    let text = "| a | b |\n| :- | -: |\n| ~x~ | `y` |\n\n* [x] done\n* [ ] not\n\n\
                see www.example.com and me@example.org[^1]\n\n[^1]: a *note*\n\n\
                <script>x</script>\n";
    let math = Options {
        parse: ParseOptions {
            constructs: Constructs {
                math_flow: true,
                math_text: true,
                frontmatter: true,
                ..Constructs::default()
            },
            ..ParseOptions::default()
        },
        ..Options::default()
    };
    format!(
        "{}\n---\n{}",
        to_html_with_options(text, &Options::gfm()).unwrap(),
        to_html_with_options("---\na: 1\n---\n$$\nx^2\n$$\nand $y$\n", &math).unwrap()
    )
}

fn outline(node: &Node, depth: usize, text: &mut String) {
    let (name, said) = match node {
        Node::Heading(heading) => ("heading", heading.depth.to_string()),
        Node::Text(inner) => ("text", inner.value.clone()),
        Node::Link(link) => ("link", link.url.clone()),
        Node::Code(code) => ("code", format!("{:?} {}", code.lang, code.value)),
        Node::List(list) => ("list", format!("{:?} {}", list.start, list.spread)),
        Node::MdxJsxFlowElement(element) => ("jsx", format!("{:?}", element.attributes)),
        Node::MdxFlowExpression(expression) => ("expression", expression.value.clone()),
        _ => ("node", String::new()),
    };
    let place = node.position().map_or(0, |position| position.start.offset);
    text.push_str(&format!("{:depth$}{name}@{place} {said}\n", ""));
    for child in node.children().into_iter().flatten() {
        outline(child, depth + 1, text);
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_tree() -> String {
    let mut text = String::new();
    let plain = "## Head\n\n3. a [b](c)\n\n   d\n\n~~~js\nf()\n~~~\n";
    outline(
        &to_mdast(plain, &ParseOptions::default()).unwrap(),
        0,
        &mut text,
    );
    let mixed = "<Box wide={1} {...rest} name=\"n\">\n  *in*\n</Box>\n\n{1 + 1}\n";
    outline(
        &to_mdast(mixed, &ParseOptions::mdx()).unwrap(),
        0,
        &mut text,
    );
    for wrong in ["<a></b>", "{1 +", "a <b/ c>"] {
        let error = to_mdast(wrong, &ParseOptions::mdx()).unwrap_err();
        text.push_str(&format!("{error}\n"));
    }
    text.push_str(&format!("{:?}", to_mdast("*a*", &ParseOptions::default())));
    text
}
