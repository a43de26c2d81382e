// Prints the lists of a pod that server-side apply merges, one a line, for each version of Kubernetes. A merged list holds no key
// twice. After the path of a list come its merge keys, each with its type and its default; a set has the type of its items.
//
//	1.33 spec.containers[].ports[] containerPort:numeric protocol:string=TCP
//	1.33 metadata.finalizers[] :string
//
// The schema is that which client-go carries in applyconfigurations/internal/internal.go, as YAML. The arguments are pairs of a
// version and the path of that file; `lists.sh` has them. After `-table` the program prints the table of all kinds instead, in
// Rust, from all versions.
package main

import (
	"fmt"
	"log"
	"os"
	"sort"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v6/schema"
	"sigs.k8s.io/structured-merge-diff/v6/typed"
)

const root = "io.k8s.api.core.v1.Pod"

func main() {
	if os.Args[1] == "-table" {
		all := newTable()
		for i := 3; i < len(os.Args); i += 2 {
			all.add(read(os.Args[i]))
		}
		all.print()
		return
	}
	for i := 1; i+1 < len(os.Args); i += 2 {
		version, path := os.Args[i], os.Args[i+1]
		w := walker{schema: read(path), seen: map[string]bool{}}
		name := root
		w.walk(schema.TypeRef{NamedType: &name}, "")
		sort.Strings(w.lists)
		for _, list := range w.lists {
			fmt.Println(version, list)
		}
	}
}

// read returns the schema in a Go file of client-go. It is the only text in backquotes that begins with "types:".
func read(path string) *schema.Schema {
	text, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	_, after, found := strings.Cut(string(text), "`types:")
	if !found {
		log.Fatalf("%s has no schema", path)
	}
	types, _, _ := strings.Cut(after, "`")
	parser, err := typed.NewParser(typed.YAMLObject("types:" + types))
	if err != nil {
		log.Fatal(err)
	}
	return &parser.Schema
}

type walker struct {
	schema *schema.Schema
	seen   map[string]bool
	lists  []string
}

func (w *walker) walk(ref schema.TypeRef, path string) {
	if ref.NamedType != nil {
		// A type below itself would never end.
		if w.seen[*ref.NamedType] {
			log.Fatalf("%s: %s contains itself", path, *ref.NamedType)
		}
		w.seen[*ref.NamedType] = true
		defer delete(w.seen, *ref.NamedType)
	}
	atom, found := w.schema.Resolve(ref)
	if !found {
		log.Fatalf("%s has no type", path)
	}
	if atom.List != nil {
		if atom.List.ElementRelationship == schema.Associative {
			w.lists = append(w.lists, path+"[]"+w.keys(atom.List))
		}
		w.walk(atom.List.ElementType, path+"[]")
	}
	if atom.Map != nil {
		for _, field := range atom.Map.Fields {
			at := strings.TrimPrefix(path+"."+field.Name, ".")
			w.walk(field.Type, at)
		}
	}
}

// keys returns the merge keys of a list, each with its type and its default. A set has none, but the type of its items.
func (w *walker) keys(list *schema.List) (keys string) {
	item, found := w.schema.Resolve(list.ElementType)
	if !found {
		log.Fatal("an item has no type")
	}
	if len(list.Keys) == 0 {
		return fmt.Sprintf(" :%s", *item.Scalar)
	}
	for _, key := range list.Keys {
		field, found := item.Map.FindField(key)
		scalar, resolved := w.schema.Resolve(field.Type)
		if !found || !resolved || scalar.Scalar == nil {
			log.Fatalf("the key %s is no scalar", key)
		}
		keys += fmt.Sprintf(" %s:%s", key, *scalar.Scalar)
		if field.Default != nil {
			keys += fmt.Sprintf("=%v", field.Default)
		}
	}
	return keys
}
