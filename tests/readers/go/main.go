// Reads the corpus with sigs.k8s.io/yaml, as kubectl and the controllers do, and counts the documents whose value differs from
// what this crate has written or read.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"

	"sigs.k8s.io/yaml"
)

type document struct {
	YAML  string `json:"yaml"`
	Value any    `json:"value"`
}

func read(text string) (any, error) {
	asJSON, err := yaml.YAMLToJSONStrict([]byte(text))
	if err != nil {
		return nil, err
	}
	var value any
	return value, json.Unmarshal(asJSON, &value)
}

func differences(path string, found, expected any, report func(string, any, any)) {
	switch expected := expected.(type) {
	case map[string]any:
		if found, ok := found.(map[string]any); ok && len(found) == len(expected) {
			for key, value := range expected {
				differences(fmt.Sprintf("%s.%q", path, key), found[key], value, report)
			}
			return
		}
	case []any:
		if found, ok := found.([]any); ok && len(found) == len(expected) {
			for index, value := range expected {
				differences(fmt.Sprintf("%s[%d]", path, index), found[index], value, report)
			}
			return
		}
	}
	if !reflect.DeepEqual(found, expected) {
		report(path, found, expected)
	}
}

func main() {
	documents, misread := 0, 0
	decoder := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	for {
		var next document
		if err := decoder.Decode(&next); err == io.EOF {
			break
		} else if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		documents++
		wrong := 0
		report := func(path string, found, expected any) {
			if wrong++; wrong <= 5 {
				fmt.Fprintf(os.Stderr, "%s: read %q, expected %q\n", path, found, expected)
			}
		}
		if found, err := read(next.YAML); err != nil {
			report("document", err.Error(), "")
		} else {
			differences("", found, next.Value, report)
		}
		if wrong > 0 {
			misread++
		}
	}
	fmt.Printf("sigs.k8s.io/yaml: %d of %d documents misread\n", misread, documents)
	if misread > 0 || documents == 0 {
		os.Exit(1)
	}
}
