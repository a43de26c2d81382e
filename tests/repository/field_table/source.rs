//! Where the source of the crate defines its types, variants, methods and macros, and which aliases they have in the docs.
//!
//! Lines are enough: the source is formatted, so a block ends with a `}` as far to the right as it began.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::table::{How, Item};

/// A place where something is defined.
#[derive(Clone, Debug, Default)]
pub(crate) struct Definition {
    /// The file and the line.
    pub(crate) place: String,
    pub(crate) aliases: Vec<String>,
    /// Whether it is a method that programs call on a value to get another, or a constructor.
    pub(crate) is_setter: bool,
}

/// All definitions of the crate.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// By the type or the macro that they belong to, if any, and their name.
    definitions: BTreeMap<(Owner, String), Vec<Definition>>,
    /// The types, and other macros, that a macro is called for.
    calls: BTreeMap<String, BTreeSet<Owner>>,
    /// The types that `type` gives other names.
    aliases: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Nothing,
    Type(String),
    /// A macro whose calls make the type.
    Macro(String),
}

impl Source {
    /// Reads the files below `src`.
    pub(crate) fn read() -> Self {
        let mut source = Self::default();
        let root = podwright_tests::root();
        for path in files(&root.join("src")) {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            source.add(&name, &fs::read_to_string(&path).unwrap());
        }
        source
    }

    fn add(&mut self, file: &str, text: &str) {
        let mut reader = Reader {
            source: self,
            file,
            scopes: Vec::new(),
            attributes: String::new(),
            is_documented: false,
        };
        let mut lines = text.lines().enumerate();
        while let Some((number, line)) = lines.next() {
            // What belongs together in one line: a header up to its brace, an attribute up to its bracket.
            let mut joined = line.to_owned();
            while is_open(joined.trim()) {
                let Some((_, more)) = lines.next() else { break };
                joined.push(' ');
                joined.push_str(more.trim());
            }
            reader.line(number + 1, &joined);
        }
    }

    /// Returns all definitions of an item: more than one if it depends on the version of Kubernetes.
    pub(crate) fn find(&self, item: Item) -> Vec<&Definition> {
        let name = item.path.rsplit("::").next().unwrap_or(item.path).to_owned();
        let Some(owner) = item.owner() else { return self.of(Owner::Nothing, &name).collect() };
        let owner = Owner::Type(self.aliases.get(owner).cloned().unwrap_or_else(|| owner.to_owned()));
        let mut found: Vec<_> = self.of(owner.clone(), &name).collect();
        for of in self.macros_of(owner) {
            found.extend(self.of(of, &name));
        }
        found
    }

    /// Returns the setters and constructors of a type.
    pub(crate) fn setters(&self, of: &str) -> impl Iterator<Item = (&str, &Definition)> {
        let owner = Owner::Type(self.aliases.get(of).cloned().unwrap_or_else(|| of.to_owned()));
        let mut owners = self.macros_of(owner.clone());
        owners.insert(owner);
        let of = self.definitions.iter().filter(move |((owner, _), _)| owners.contains(owner));
        let setters = of.flat_map(|((_, name), all)| all.iter().map(move |found| (name.as_str(), found)));
        setters.filter(|(_, found)| found.is_setter)
    }

    fn of(&self, owner: Owner, name: &str) -> impl Iterator<Item = &Definition> {
        self.definitions.get(&(owner, name.to_owned())).into_iter().flatten()
    }

    /// Returns the macros that are called for a type, also by other macros.
    fn macros_of(&self, owner: Owner) -> BTreeSet<Owner> {
        let mut found = BTreeSet::new();
        let mut left = vec![owner];
        while let Some(of) = left.pop() {
            for (name, called) in &self.calls {
                let by = Owner::Macro(name.clone());
                if called.contains(&of) && found.insert(by.clone()) {
                    left.push(by);
                }
            }
        }
        found
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// Whether a macro defines setters in the `impl` block that calls it.
fn is_of_setters(name: &str) -> bool {
    name.ends_with("_setters") || ["selected_methods", "workload_methods"].contains(&name)
}

/// Whether a line goes on in the next.
fn is_open(line: &str) -> bool {
    let is_header = HEADER.is_match(line) && !line.ends_with(['{', '}', ';']);
    let is_attribute = line.starts_with("#[") && !line.ends_with(']');
    is_header || is_attribute
}

struct Reader<'s> {
    source: &'s mut Source,
    file: &'s str,
    scopes: Vec<(usize, Scope)>,
    /// The attributes since the last item.
    attributes: String,
    is_documented: bool,
}

#[derive(Clone, Debug)]
enum Scope {
    /// The body of `macro_rules!`.
    Macro(String),
    /// A call of a macro with braces, and what stands in it so far.
    Call(String, String),
    /// Methods of a type.
    Methods(Owner),
    /// Setters that a call of a macro defines for all these.
    Setters(Vec<Owner>),
    Enum(String),
    Body,
    Tests,
}

static HEADER: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(\$\()?(impl\b|pub trait |(pub(\([^)]*\))? )?(const )?fn )"));
static FN: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:pub )?(?:const )?fn (\w+)"));
static TYPE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^pub (struct|enum|trait|type) (\$?\w+)(?:.* = (\w+))?"));
static VARIANT: LazyLock<Regex> = LazyLock::new(|| regex(r"^([A-Z]\w*)(?:[,:( ]|$)"));
static RULES: LazyLock<Regex> = LazyLock::new(|| regex(r"^macro_rules! (\w+)"));
static CALL: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:[a-z_$]+::)*(\w+)! ?[({]"));
static TYPES: LazyLock<Regex> = LazyLock::new(|| regex(r"\b[A-Z]\w*"));
static ALIAS: LazyLock<Regex> = LazyLock::new(|| regex(r"doc\(alias[^\])]*"));
static QUOTED: LazyLock<Regex> = LazyLock::new(|| regex(r#""([^"]+)""#));

fn regex(pattern: &str) -> Regex {
    // The crate is built without the tables of Unicode.
    Regex::new(&pattern.replace(r"\w", r"(?-u:\w)").replace(r"\b", r"(?-u:\b)")).unwrap()
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) {
        let text = line.trim();
        let indent = line.len() - line.trim_start().len();
        if text.starts_with('}') && self.scopes.last().is_some_and(|(at, _)| *at == indent) {
            self.scopes.pop();
        }
        if text.starts_with("#[") {
            self.attributes.push_str(text);
        }
        self.is_documented |= text.starts_with("///");
        if text.is_empty() || text.starts_with("//") || text.starts_with("#[") || text.starts_with('}') {
            return;
        }
        let attributes = std::mem::take(&mut self.attributes);
        let is_documented = std::mem::take(&mut self.is_documented);
        if matches!(self.scopes.last(), Some((_, Scope::Tests))) {
            return;
        }
        let place = format!("{}:{number}", self.file);
        let aliases = ALIAS.find_iter(&attributes).flat_map(|found| QUOTED.captures_iter(found.as_str()));
        let aliases = aliases.map(|found| found[1].to_owned()).collect();
        let is_method = text.starts_with("pub fn ") || text.starts_with("pub const fn ");
        let is_setter = is_method
            && !["&self", "&mut self"].iter().any(|of| text.contains(of))
            && text.contains("->")
            && !attributes.contains("doc(hidden)");
        let definition = Definition { place, aliases, is_setter };
        let outer = self.scopes.last().filter(|(at, _)| at + 4 == indent);
        match outer.map(|(_, scope)| scope.clone()) {
            Some(Scope::Enum(name)) if is_documented => self.variant(text, Owner::Type(name), definition),
            Some(Scope::Call(name, _)) if is_documented && VARIANT.is_match(text) => {
                self.type_of_call(text, name, definition);
            }
            Some(Scope::Call(..)) => {
                let opened = self.item(text, definition).or_else(|| self.setters_of_call(text));
                self.scopes.extend(opened.filter(|_| text.ends_with('{')).map(|scope| (indent, scope)));
            }
            _ => {
                let opened = self.item(text, definition);
                self.scopes.extend(opened.filter(|_| text.ends_with('{')).map(|scope| (indent, scope)));
            }
        }
    }

    /// Notes what a line defines, and returns what it opens.
    fn item(&mut self, text: &str, definition: Definition) -> Option<Scope> {
        let text = text.strip_prefix("$(").unwrap_or(text);
        if let (Some(found), Some((_, Scope::Methods(owner)))) = (CALL.captures(text), self.scopes.last())
            && is_of_setters(&found[1])
        {
            self.source.calls.entry(found[1].to_owned()).or_default().insert(owner.clone());
            return None;
        }
        if text.starts_with("mod tests {") {
            return Some(Scope::Tests);
        }
        if let Some(found) = RULES.captures(text) {
            self.define(Owner::Nothing, format!("{}!", &found[1]), definition);
            return Some(Scope::Macro(found[1].to_owned()));
        }
        if text.starts_with("impl") {
            return Some(Scope::Methods(self.implemented(text)));
        }
        if let Some(found) = TYPE.captures(text) {
            let name = found[2].to_owned();
            if let Some(other) = found.get(3).filter(|_| &found[1] == "type") {
                self.source.aliases.insert(name.clone(), other.as_str().to_owned());
            }
            self.define(Owner::Nothing, name.clone(), definition);
            let is_enum = &found[1] == "enum";
            return Some(if is_enum { Scope::Enum(name) } else { Scope::Methods(Owner::Type(name)) });
        }
        if let Some(found) = FN.captures(text) {
            // A call around it is one of the macros that ask for the version of Kubernetes.
            let scope = self.scopes.iter().rfind(|(_, scope)| !matches!(scope, Scope::Call(..)));
            match scope.map(|(_, scope)| scope.clone()) {
                Some(Scope::Methods(owner)) => self.define(owner, found[1].to_owned(), definition),
                Some(Scope::Macro(name)) if is_of_setters(&name) => {
                    self.define(Owner::Macro(name), found[1].to_owned(), definition);
                }
                Some(Scope::Setters(owners)) => {
                    let definition = Definition { is_setter: true, ..definition };
                    for owner in owners {
                        self.define(owner, found[1].to_owned(), definition.clone());
                    }
                }
                _ => {}
            }
            return Some(Scope::Body);
        }
        if let Some(found) = CALL.captures(text) {
            let name = found[1].to_owned();
            let types = self.types(text);
            self.source.calls.entry(name.clone()).or_default().extend(types);
            return Some(Scope::Call(name, String::new()));
        }
        None
    }

    /// Returns the types in a text, and the macro in whose definition it stands.
    fn types(&self, text: &str) -> Vec<Owner> {
        let types = TYPES.find_iter(text).map(|found| Owner::Type(found.as_str().to_owned()));
        types.chain(self.outer_macro().map(|outer| Owner::Macro(outer.to_owned()))).collect()
    }

    fn variant(&mut self, text: &str, of: Owner, definition: Definition) {
        if let Some(found) = VARIANT.captures(text) {
            self.define(of, found[1].to_owned(), definition);
        }
    }

    /// Notes the type that a call of a macro defines, of which it has the name and the docs.
    fn type_of_call(&mut self, text: &str, name: String, definition: Definition) {
        if let Some(found) = VARIANT.captures(text) {
            let of = found[1].to_owned();
            self.source.calls.entry(name).or_default().insert(Owner::Type(of.clone()));
            self.define(Owner::Nothing, of, definition);
        }
    }

    /// Opens the setters that a call of a macro defines for the types before them.
    fn setters_of_call(&mut self, text: &str) -> Option<Scope> {
        if let Some((_, Scope::Call(_, before))) = self.scopes.last_mut() {
            before.push_str(text);
            let before = before.clone();
            return text.ends_with('{').then(|| Scope::Setters(self.types(&before)));
        }
        None
    }

    fn define(&mut self, owner: Owner, name: String, definition: Definition) {
        self.source.definitions.entry((owner, name)).or_default().push(definition);
    }

    /// Returns the type of an `impl`, which in a macro is that of its calls.
    fn implemented(&self, text: &str) -> Owner {
        let header = without_generics(text.trim_start_matches("impl")).replace("$()?", "");
        let of = header.rsplit(" for ").next().unwrap_or_default();
        let path = of.split_whitespace().next().unwrap_or_default();
        let name = path.rsplit("::").next().unwrap_or_default();
        match self.outer_macro() {
            Some(outer) if name.starts_with('$') => Owner::Macro(outer.to_owned()),
            _ => Owner::Type(name.to_owned()),
        }
    }

    /// Returns the macro whose definition this is.
    fn outer_macro(&self) -> Option<&str> {
        self.scopes.iter().find_map(|(_, scope)| match scope {
            Scope::Macro(name) => Some(name.as_str()),
            _ => None,
        })
    }
}

fn without_generics(text: &str) -> String {
    let mut depth = 0;
    let mut kept = String::new();
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '<' => depth += 1,
            '>' if before != '-' => depth -= 1,
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
        before = c;
    }
    kept
}

#[test]
fn definitions_are_found_where_they_stand() {
    let mut source = Source::default();
    source.add("a.rs", TEXT);
    let places = |path| {
        let definitions = source.find(Item { path, how: How::Sets });
        definitions.iter().map(|found| (found.place.as_str(), found.aliases.join(" "))).collect::<Vec<_>>()
    };
    assert_eq!(places("a::Cup"), [("a.rs:4", "Mug cup".to_owned())]);
    assert_eq!(places("a::Cup::fill"), [("a.rs:9", "pour".to_owned())]);
    assert_eq!(places("a::Large::fill"), places("a::Cup::fill"));
    assert_eq!(places("a::Cup::wash"), [("a.rs:20", "clean rinse".to_owned())]);
    assert_eq!(places("a::Glass::wash"), places("a::Cup::wash"));
    assert_eq!(places("a::Glass"), [("a.rs:28", "tumbler".to_owned())]);
    assert_eq!(places("a::Size::Large"), [("a.rs:34", "big".to_owned())]);
    assert_eq!(places("a::Glass::fill"), []);
    assert_eq!(places("washes!"), [("a.rs:15", String::new())]);
    assert_eq!(places("a::Cup::drop"), [("a.rs:45", "smash".to_owned())]);
    assert_eq!(places("a::Glass::drop"), places("a::Cup::drop"));
}

const TEXT: &str = r#"
/// A cup.
#[doc(alias = "Mug", alias = "cup")]
pub struct Cup<S>(S);

impl<S: Clone> Cup<S> {
    #[doc(alias = "pour")]
    /// Fills it.
    pub fn fill(
        mut self,
    ) -> Self {
    }
}

macro_rules! washes {
    ($(#[$doc:meta])* $Type:ident) => {
        impl $Type {
            /// Washes it.
            #[doc(alias("clean", "rinse"))]
            pub fn wash(self) {}
        }
    };
}

washes! {
    /// A glass.
    #[doc(alias = "tumbler")]
    Glass
}
/// A size.
pub enum Size {
    /// Large.
    #[doc(alias = "big")]
    Large,
}

pub type Large = Cup<u8>;
washes!(Cup);

setters! {
    Cup<u8>,
    [Glass] {
        /// Drops it.
        #[doc(alias = "smash")]
        fn drop(cup) {
            cup.0 = 0;
        }
    }
}
"#;
