//! The style sheet of the picture, for light and dark pages.

use std::fmt::{self, Write as _};

use super::area::Area;
use crate::facts::ContainerKind;

const SANS: &str = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

/// The rules that hold in both.
const FORM: &str = "\
.podwright .title { font-size: 16px; font-weight: 600 }
.podwright .kind { font-size: 10px }
.podwright .name { font-size: 13px; font-weight: 600 }
.podwright .words { font-size: 10px }
.podwright .end { text-anchor: end }
.podwright .frame-title, .podwright .missing-title { font-weight: 600 }
.podwright .line { fill: none; stroke-width: 1.4 }
.podwright .line.external, .podwright .external .card { stroke-dasharray: 4 3 }
.podwright .missing .card { stroke-dasharray: 4 3; stroke-width: 2 }
";

/// The colours of a page: selector, property, light, dark.
const COLOURS: [(&str, &str, &str, &str); 12] = [
    (".page", "fill", "#ffffff", "#0d1117"),
    ("text", "fill", "#1f2937", "#e5e7eb"),
    (".more, .podwright .reason, .podwright .words", "fill", "#57606e", "#9ca3af"),
    (".frame", "fill", "#f8fafc", "#131a24"),
    (".frame", "stroke", "#cbd5e1", "#334155"),
    (".line", "stroke", "#7b8696", "#7d8896"),
    (".tip", "fill", "#7b8696", "#7d8896"),
    (".missing .card, .podwright .line.missing, .podwright .frame.missing", "stroke", "#dc2626", "#f87171"),
    (
        ".tip.missing, .podwright .words.missing, .podwright .problem, .podwright .missing-title",
        "fill",
        "#b91c1c",
        "#fca5a5",
    ),
    (".init", "fill", "#f59e0b", "#fcd34d"),
    (".sidecar", "fill", "#14b8a6", "#5eead4"),
    (".main", "fill", "#3b82f6", "#93c5fd"),
];

pub(super) fn write(out: &mut String) -> fmt::Result {
    writeln!(out, ".podwright text {{ font: 11px {SANS} }}")?;
    out.write_str(FORM)?;
    write_colours(out, |(light, _)| light, Area::light)?;
    out.write_str("@media (prefers-color-scheme: dark) {\n")?;
    write_colours(out, |(_, dark)| dark, Area::dark)?;
    out.write_str("}\n")
}

type Pair = (&'static str, &'static str);

fn write_colours(out: &mut String, page: fn(Pair) -> &'static str, area: fn(Area) -> Pair) -> fmt::Result {
    for area_of in Area::ALL {
        let ((fill, stroke), class) = (area(area_of), area_of.class());
        writeln!(out, ".podwright .{class} .card {{ fill: {fill}; stroke: {stroke} }}")?;
    }
    for (selector, property, light, dark) in COLOURS {
        writeln!(out, ".podwright {selector} {{ {property}: {} }}", page((light, dark)))?;
    }
    for area_of in Area::ALL {
        let ((_, stroke), class) = (area(area_of), area_of.class());
        writeln!(out, ".podwright .{class} .kind {{ fill: {stroke} }}")?;
    }
    Ok(())
}

/// Returns the class of the mark of a container.
pub(super) const fn container(kind: ContainerKind) -> &'static str {
    match kind {
        ContainerKind::Init => "init",
        ContainerKind::Sidecar => "sidecar",
        ContainerKind::Main => "main",
    }
}
