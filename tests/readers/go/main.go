// Reads a corpus as kubectl does, and compares with what this crate has written or read.
//
// A line of the corpus is a JSON object: `yaml` is a stream, and `objects` are the objects that this crate finds in it. If it refuses
// the stream, `refused` is the message, and `row` is the row of the table of differences that allows this, if there is one. If
// `value` is given, the stream is one document with this value, which need not be an object.
//
// With the argument `record` it prints what kubectl reads instead: the objects, or why it refuses the stream.
//
// kubectl's reader is the decoder of k8s.io/apimachinery, which reads JSON and YAML, and the scheme of unstructured objects.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"sort"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
)

type line struct {
	YAML    string          `json:"yaml"`
	Value   json.RawMessage `json:"value"`
	Objects []any           `json:"objects"`
	Refused *string         `json:"refused"`
	Row     *string         `json:"row"`
}

// documents returns what kubectl finds in a stream, without the documents that are empty.
func documents(stream string) ([]json.RawMessage, error) {
	decoder := yaml.NewYAMLOrJSONDecoder(strings.NewReader(stream), 4096)
	var all []json.RawMessage
	for {
		var next runtime.RawExtension
		if err := decoder.Decode(&next); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		raw := bytes.TrimSpace(next.Raw)
		if len(raw) > 0 && !bytes.Equal(raw, []byte("null")) {
			all = append(all, json.RawMessage(raw))
		}
	}
}

// objects returns the objects of a stream. The items of a list are objects of their own.
func objects(stream string) ([]any, error) {
	all, err := documents(stream)
	if err != nil {
		return nil, err
	}
	found := []any{}
	add := func(object *unstructured.Unstructured) error {
		if object.GetKind() == "" || object.GetAPIVersion() == "" {
			return errors.New("the object has no kind, or no version")
		}
		found = append(found, object.Object)
		return nil
	}
	for _, document := range all {
		object, _, err := unstructured.UnstructuredJSONScheme.Decode(document, nil, nil)
		if err != nil {
			return nil, err
		}
		switch object := object.(type) {
		case *unstructured.UnstructuredList:
			if object.GetAPIVersion() == "" {
				return nil, errors.New("the list has no version")
			}
			for i := range object.Items {
				if err := add(&object.Items[i]); err != nil {
					return nil, err
				}
			}
		case *unstructured.Unstructured:
			if err := add(object); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

func value(stream string) (any, error) {
	all, err := documents(stream)
	if err != nil {
		return nil, err
	}
	if len(all) != 1 {
		return nil, fmt.Errorf("%d documents", len(all))
	}
	return decode(all[0])
}

func decode(raw json.RawMessage) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	return value, decoder.Decode(&value)
}

// number returns an integer, or a float if the text is none.
func number(value any) any {
	text := ""
	switch value := value.(type) {
	case json.Number:
		text = value.String()
	case int64:
		return value
	case float64:
		text = strconv.FormatFloat(value, 'f', -1, 64)
	default:
		return nil
	}
	if integer, err := strconv.ParseInt(text, 10, 64); err == nil {
		return integer
	}
	float, err := strconv.ParseFloat(text, 64)
	if err == nil && float == float64(int64(float)) && float > -1e15 && float < 1e15 {
		return int64(float)
	}
	return float
}

func differences(path string, found, expected any, report func(string, any, any)) {
	switch expected := expected.(type) {
	case map[string]any:
		if found, ok := found.(map[string]any); ok && len(found) == len(expected) {
			for key, value := range expected {
				other, ok := found[key]
				if !ok {
					report(fmt.Sprintf("%s.%q", path, key), "nothing", value)
					continue
				}
				differences(fmt.Sprintf("%s.%q", path, key), other, value, report)
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
	if expected, found := number(expected), number(found); expected != nil && reflect.DeepEqual(found, expected) {
		return
	}
	if !reflect.DeepEqual(found, expected) {
		report(path, found, expected)
	}
}

// compare returns what kubectl reads otherwise.
func compare(next *line) (wrong []string, isRead bool) {
	report := func(path string, found, expected any) {
		wrong = append(wrong, fmt.Sprintf("%s: kubectl reads %#v, expected %#v", path, found, expected))
	}
	if next.Value != nil {
		expected, err := decode(next.Value)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		found, err := value(next.YAML)
		if err != nil {
			return []string{"kubectl refuses it: " + err.Error()}, false
		}
		differences("", found, expected, report)
		return wrong, true
	}
	found, err := objects(next.YAML)
	switch {
	case err != nil && next.Refused == nil:
		wrong = append(wrong, "kubectl refuses it: "+err.Error())
	case err == nil && next.Refused != nil:
		wrong = append(wrong, "kubectl reads it, and this crate does not: "+*next.Refused)
	case err == nil:
		differences("", found, any(next.Objects), report)
	}
	return wrong, err == nil
}

// record prints the lines of the corpus with what kubectl reads.
func record(corpus io.Reader) error {
	decoder, encoder := json.NewDecoder(corpus), json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	for {
		var next map[string]any
		if err := decoder.Decode(&next); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		delete(next, "objects")
		delete(next, "refused")
		delete(next, "row")
		if found, err := objects(next["yaml"].(string)); err != nil {
			next["refused"] = err.Error()
		} else {
			next["objects"] = found
		}
		if err := encoder.Encode(next); err != nil {
			return err
		}
	}
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "record" {
		if err := record(bufio.NewReaderSize(os.Stdin, 1<<20)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		return
	}
	total, read, refused, unlisted := 0, 0, 0, 0
	listed := map[string]int{}
	decoder := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	decoder.UseNumber()
	for {
		var next line
		if err := decoder.Decode(&next); err == io.EOF {
			break
		} else if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		total++
		wrong, isRead := compare(&next)
		switch {
		case len(wrong) == 0 && isRead:
			read++
		case len(wrong) == 0:
			refused++
		case next.Row != nil && isRead:
			listed[*next.Row]++
		default:
			if unlisted++; unlisted <= 20 {
				fmt.Fprintf(os.Stderr, "%q\n  %s\n", next.YAML, strings.Join(wrong[:min(len(wrong), 3)], "\n  "))
			}
		}
	}
	fmt.Printf("kubectl's reader: of %d streams %d are read alike, %d refused alike, %d read otherwise\n", total, read, refused, unlisted)
	rows := make([]string, 0, len(listed))
	for row := range listed {
		rows = append(rows, row)
	}
	sort.Strings(rows)
	for _, row := range rows {
		fmt.Printf("  %d refused by this crate alone: %s\n", listed[row], row)
	}
	if unlisted > 0 || read == 0 {
		os.Exit(1)
	}
}
