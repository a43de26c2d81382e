package main

import (
	"fmt"
	"log"
	"sort"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v6/schema"
)

const (
	quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity"
	meta     = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
)

// table holds the types of several versions of Kubernetes. Where two versions differ, the later one counts.
type table struct {
	// The shape of each field of each type, by the name of the type.
	types map[string]map[string]string
	// The type of each kind of a version that is stable, by group and kind.
	kinds map[[2]string]string
	// The types that a type refers to.
	below map[string]map[string]bool
}

func newTable() *table {
	return &table{map[string]map[string]string{}, map[[2]string]string{}, map[string]map[string]bool{}}
}

// add adds the types of one version.
func (t *table) add(s *schema.Schema) {
	for _, def := range s.Types {
		if def.Map == nil || len(def.Map.Fields) == 0 {
			continue
		}
		if group, kind, found := kindOf(def); found {
			t.kinds[[2]string{group, kind}] = def.Name
		}
		if t.types[def.Name] == nil {
			t.types[def.Name], t.below[def.Name] = map[string]string{}, map[string]bool{}
		}
		for _, field := range def.Map.Fields {
			if shape := t.shape(s, def.Name, field.Type); shape != "" {
				t.types[def.Name][field.Name] = shape
			} else {
				delete(t.types[def.Name], field.Name)
			}
		}
	}
}

// kindOf returns the group and the kind of a stable type that is an object: "apps" and "Deployment".
func kindOf(def schema.TypeDef) (group, kind string, found bool) {
	words := strings.Split(strings.TrimPrefix(def.Name, "io.k8s.api."), ".")
	field, hasMeta := def.Map.FindField("metadata")
	if len(words) != 3 || !hasMeta || field.Type.NamedType == nil || *field.Type.NamedType != meta {
		return "", "", false
	}
	if _, isObject := def.Map.FindField("apiVersion"); !isObject || strings.ContainsAny(words[1][1:], "ab") {
		return "", "", false
	}
	groups := map[string]string{
		"core": "", "apps": "apps", "autoscaling": "autoscaling", "batch": "batch", "policy": "policy",
		"rbac": "rbac.authorization.k8s.io", "flowcontrol": "flowcontrol.apiserver.k8s.io",
	}
	group, known := groups[words[0]]
	if !known {
		group = words[0] + ".k8s.io"
	}
	return group, words[2], true
}

// shape returns what the table says of a type, or nothing if a value of it is compared as it is.
func (t *table) shape(s *schema.Schema, owner string, ref schema.TypeRef) string {
	if ref.NamedType != nil && *ref.NamedType == quantity {
		return "Shape::Quantity"
	}
	// Free JSON is compared as it is.
	if ref.NamedType != nil && strings.HasPrefix(*ref.NamedType, "__untyped") {
		return ""
	}
	atom, found := s.Resolve(ref)
	if !found {
		log.Fatalf("%s has a field without a type", owner)
	}
	switch {
	case atom.List != nil && atom.List.ElementRelationship == schema.Associative && len(atom.List.Keys) == 0:
		return "Shape::Set"
	case atom.List != nil && atom.List.ElementRelationship == schema.Associative:
		w := walker{schema: s}
		var keys []string
		for _, key := range strings.Fields(w.keys(atom.List)) {
			name, rest, _ := strings.Cut(key, ":")
			_, value, _ := strings.Cut(rest, "=")
			keys = append(keys, fmt.Sprintf("(%q, %q)", name, value))
		}
		item := *atom.List.ElementType.NamedType
		t.below[owner][item] = true
		return fmt.Sprintf("Shape::Keyed(&[%s], &%s)", strings.Join(keys, ", "), static(item))
	case atom.List != nil:
		if item := t.shape(s, owner, atom.List.ElementType); item != "" {
			return fmt.Sprintf("Shape::Atomic(&%s)", item)
		}
	case atom.Map != nil && len(atom.Map.Fields) > 0 && ref.NamedType != nil:
		t.below[owner][*ref.NamedType] = true
		return fmt.Sprintf("Shape::Struct(&%s)", static(*ref.NamedType))
	case atom.Map != nil && atom.Scalar == nil && atom.List == nil:
		item := t.shape(s, owner, atom.Map.ElementType)
		if item == "" {
			item = "Shape::Plain"
		}
		return fmt.Sprintf("Shape::Map(&%s)", item)
	}
	return ""
}

// print prints the table as Rust, with the types that a kind needs and that have anything to say.
func (t *table) print() {
	for changed := true; changed; {
		changed = false
		for name, fields := range t.types {
			for field, shape := range fields {
				for below := range t.below[name] {
					isEmpty := len(t.types[below]) == 0
					if isEmpty && strings.HasSuffix(strings.TrimRight(shape, ")"), "&"+static(below)) {
						changed = true
						if keyed, _, isKeyed := strings.Cut(shape, "], &"); isKeyed && strings.HasPrefix(shape, "Shape::Keyed") {
							fields[field] = keyed + "], &PLAIN)"
						} else {
							delete(fields, field)
						}
					}
				}
			}
		}
	}
	needed := map[string]bool{}
	var need func(name string)
	need = func(name string) {
		if needed[name] {
			return
		}
		needed[name] = true
		for below := range t.below[name] {
			for _, shape := range t.types[name] {
				if strings.HasSuffix(strings.TrimRight(shape, ")"), "&"+static(below)) {
					need(below)
				}
			}
		}
	}
	var kinds [][2]string
	for kind, name := range t.kinds {
		kinds = append(kinds, kind)
		need(name)
	}
	sort.Slice(kinds, func(i, j int) bool { return fmt.Sprint(kinds[i]) < fmt.Sprint(kinds[j]) })
	fmt.Println("//! The fields that need more than equality, as the published schema of Kubernetes has them.")
	fmt.Println("//!")
	fmt.Println("//! `tests/oracle/lists/lists.sh` writes this file.")
	fmt.Println("\nuse super::{Shape, Type};")
	fmt.Println("\n/// The type of each kind: its group, its name.")
	fmt.Println("pub(super) static KINDS: &[(&str, &str, &Type)] = &[")
	for _, kind := range kinds {
		fmt.Printf("(%q, %q, &%s),\n", kind[0], kind[1], static(t.kinds[kind]))
	}
	fmt.Println("];\n\nstatic PLAIN: Type = Type(&[]);")
	var names []string
	for name := range needed {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		visibility := ""
		if name == meta {
			visibility = "pub(super) "
		}
		fmt.Printf("\n%sstatic %s: Type = Type(&[\n", visibility, static(name))
		var fields []string
		for field := range t.types[name] {
			fields = append(fields, field)
		}
		sort.Strings(fields)
		for _, field := range fields {
			fmt.Printf("(%q, %s),\n", field, t.types[name][field])
		}
		fmt.Println("]);")
	}
}

// static returns the name of a type in Rust: APPS_V1_DEPLOYMENT.
func static(name string) string {
	name = strings.TrimPrefix(name, "io.k8s.api.")
	name = strings.TrimPrefix(name, "io.k8s.apimachinery.pkg.apis.")
	var text strings.Builder
	for i, c := range name {
		if 'A' <= c && c <= 'Z' && i > 0 && ('a' <= name[i-1] && name[i-1] <= 'z' || i+1 < len(name) && 'a' <= name[i+1] && name[i+1] <= 'z') && name[i-1] != '.' {
			text.WriteByte('_')
		}
		text.WriteRune(c)
	}
	return strings.ToUpper(strings.NewReplacer(".", "_", "-", "_").Replace(text.String()))
}
