// Prints the verdict of a kube-apiserver on pods that are created. It reads them from standard input, one JSON object per
// line, and prints one verdict per line, in the same order. It also validates the templates of objects of kind PodTemplate.
//
//	{"ok":false,"errors":[{"type":"Required","field":"spec.containers","detail":""}],"warnings":[]}
//
// The code that validates is that of Kubernetes, in the version that go.mod names, with the default feature gates. A pod that
// Kubernetes cannot read has an error of type Decode. A pod that admission refuses has an error of type Admission.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"strings"

	"k8s.io/apimachinery/pkg/api/validate/content"
	metavalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	objects "k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/warning"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/capabilities"
	registry "k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/registry/core/podtemplate"
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
	// Most clusters run with --allow-privileged.
	capabilities.Setup(true, 0)
	info, found := objects.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), objects.ContentTypeJSON)
	if !found {
		log.Fatal("there is no serializer of JSON")
	}
	decoder = legacyscheme.Codecs.DecoderToVersion(info.StrictSerializer, core.SchemeGroupVersion)

	// Pods are validated concurrently. The verdicts are printed in the order of the pods.
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
	object, _, err := decoder.Decode(line, nil, nil)
	if err != nil {
		v.reject("Decode", "", err.Error())
		return v
	}
	if template, is := object.(*core.PodTemplate); is {
		v.validateTemplate(template)
		return v
	}
	pod, is := object.(*core.Pod)
	if !is {
		v.reject("Decode", "", fmt.Sprintf("%T is neither a pod nor a template", object))
		return v
	}
	ctx := identify(pod, &v.Warnings)
	if refused := admit(pod); refused != "" {
		v.reject("Admission", "", refused)
		return v
	}
	found := create(ctx, pod)
	// The storage refuses a pod that validation has accepted. Both are reported.
	if version, err := (storage.APIObjectVersioner{}).ObjectResourceVersion(pod); err == nil && version != 0 {
		at := field.NewPath("metadata", "resourceVersion")
		found = append(found, field.Forbidden(at, storage.ErrResourceVersionSetOnCreate.Error()))
	}
	for _, found := range found {
		v.reject(strings.TrimPrefix(string(found.Type), "FieldValue"), found.Field, found.Detail)
	}
	if len(v.Errors) > 0 {
		return v
	}
	if pod.Spec.Overhead != nil && pod.Spec.RuntimeClassName == nil {
		v.reject("Admission", "", "an overhead is set without a runtime class")
		return v
	}
	for _, text := range registry.Strategy.WarningsOnCreate(ctx, pod) {
		v.Warnings.AddWarning("", text)
	}
	return v
}

// validateTemplate validates the pod template of a workload. Templates have no admission.
func (v *verdict) validateTemplate(template *core.PodTemplate) {
	ctx := warning.WithWarningRecorder(request.WithNamespace(context.Background(), template.Namespace), &v.Warnings)
	podtemplate.Strategy.PrepareForCreate(ctx, template)
	for _, found := range podtemplate.Strategy.Validate(ctx, template) {
		v.reject(strings.TrimPrefix(string(found.Type), "FieldValue"), found.Field, found.Detail)
	}
	if len(v.Errors) > 0 {
		return
	}
	for _, text := range podtemplate.Strategy.WarningsOnCreate(ctx, template) {
		v.Warnings.AddWarning("", text)
	}
}

// identify sets what the API server sets in all objects before it validates them. The request is for the pod's own namespace.
func identify(pod *core.Pod, warnings *warnings) context.Context {
	rest.WipeObjectMetaSystemFields(pod)
	if pod.Namespace == "" {
		pod.Namespace = metav1.NamespaceDefault
	}
	rest.FillObjectMetaSystemFields(pod)
	if pod.GenerateName != "" && pod.Name == "" {
		pod.Name = registry.Strategy.GenerateName(pod.GenerateName)
	}
	ctx := request.WithNamespace(context.Background(), pod.Namespace)
	return warning.WithWarningRecorder(ctx, warnings)
}

func create(ctx context.Context, pod *core.Pod) field.ErrorList {
	registry.Strategy.PrepareForCreate(ctx, pod)
	if found := registry.Strategy.Validate(ctx, pod); len(found) > 0 {
		return found
	}
	isName := func(name string, prefix bool) []string {
		if prefix {
			return content.IsPathSegmentPrefix(name)
		}
		return content.IsPathSegmentName(name)
	}
	return metavalidation.ValidateObjectMetaAccessor(pod, true, isName, field.NewPath("metadata"))
}
