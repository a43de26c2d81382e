// Prints the verdict of a kube-apiserver on objects that are created. It reads them from standard input, one JSON object per
// line, and prints one verdict per line, in the same order.
//
//	{"ok":false,"errors":[{"type":"Required","field":"spec.containers","detail":""}],"warnings":[]}
//
// The code that validates is that of Kubernetes, in the version that go.mod names, with the default feature gates. An object that
// Kubernetes cannot read, or of a kind that kinds.go does not name, has an error of type Decode. A pod that admission refuses has
// an error of type Admission.
//
// With -drop, fields that this version does not know are dropped, as a client has it that does not ask for strict validation.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"

	objects "k8s.io/apimachinery/pkg/runtime"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/capabilities"
)

type verdict struct {
	OK       bool     `json:"ok"`
	Errors   []fault  `json:"errors"`
	Warnings warnings `json:"warnings"`
}

type fault struct {
	Type   string `json:"type"`
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

type warnings []string

// AddWarning leaves out duplicates, as the API server does.
func (w *warnings) AddWarning(_, text string) {
	for _, earlier := range *w {
		if earlier == text {
			return
		}
	}
	*w = append(*w, text)
}

func (v *verdict) reject(kind, field, detail string) {
	v.Errors = append(v.Errors, fault{kind, field, detail})
}

var decoder objects.Decoder

func main() {
	drop := flag.Bool("drop", false, "drop fields that this version does not know")
	flag.Parse()
	// Validation logs what it would rather have validated earlier.
	klog.SetLogger(klog.Logger{})
	// Most clusters run with --allow-privileged.
	capabilities.Setup(true, 0)
	info, found := objects.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), objects.ContentTypeJSON)
	if !found {
		log.Fatal("there is no serializer of JSON")
	}
	serializer := info.StrictSerializer
	if *drop {
		serializer = info.Serializer
	}
	decoder = legacyscheme.Codecs.DecoderToVersion(serializer, objects.InternalGroupVersioner)
	if err := reserve(); err != nil {
		log.Fatal(err)
	}

	// Objects are validated concurrently. The verdicts are printed in the order of the objects.
	queue := make(chan chan []byte, 8*runtime.GOMAXPROCS(0))
	go func() {
		defer close(queue)
		input := bufio.NewReaderSize(os.Stdin, 1<<20)
		for {
			line, err := input.ReadBytes('\n')
			if line = bytes.TrimSpace(line); len(line) > 0 {
				answer := make(chan []byte, 1)
				queue <- answer
				go func() { answer <- validate(line).json() }()
			}
			if err == io.EOF {
				return
			} else if err != nil {
				log.Fatal(err)
			}
		}
	}()
	output := bufio.NewWriterSize(os.Stdout, 1<<16)
	for answer := range queue {
		if _, err := output.Write(<-answer); err != nil {
			log.Fatal(err)
		}
		if len(queue) == 0 {
			output.Flush()
		}
	}
	output.Flush()
}

func (v *verdict) json() []byte {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		log.Fatal(err)
	}
	return line.Bytes()
}

func validate(line []byte) (v *verdict) {
	v = &verdict{Errors: []fault{}, Warnings: warnings{}}
	defer func() {
		if cause := recover(); cause != nil {
			v.reject("Panic", "", fmt.Sprint(cause))
		}
		v.OK = len(v.Errors) == 0
	}()
	object, kind, err := decoder.Decode(line, nil, nil)
	if err != nil {
		v.reject("Decode", "", err.Error())
		return v
	}
	resource, found := resources[*kind]
	if !found {
		v.reject("Decode", "", fmt.Sprintf("%s has no strategy here", kind))
		return v
	}
	pod, isPod := object.(*core.Pod)
	ctx, err := v.identify(object, kind, resource)
	if err != nil {
		v.refuse(err)
		return v
	}
	if isPod {
		if refused := admit(pod); refused != "" {
			v.reject("Admission", "", refused)
			return v
		}
	}
	v.create(ctx, object, resource)
	if isPod && len(v.Errors) == 0 && pod.Spec.Overhead != nil && pod.Spec.RuntimeClassName == nil {
		v.reject("Admission", "", "an overhead is set without a runtime class")
	}
	return v
}
