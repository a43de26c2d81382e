// Prints what Kubernetes makes of the resources of pods. It reads pods from standard input, one JSON object per line, and prints
// one line per pod, in the same order: the requests and limits that the scheduler and quotas count, and the QoS class.
//
//	{"requests":{"cpu":"1500m"},"limits":{},"qos":"Burstable"}
//
// The pods are first made what the API server makes of them before it stores them. The code is that of Kubernetes, in the version
// that go.mod names, with the default feature gates. A pod that Kubernetes cannot read has an error instead.
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

	"k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	objects "k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/endpoints/request"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	helpers "k8s.io/component-helpers/resource"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/apis/core/v1/helper/qos"
	"k8s.io/kubernetes/pkg/features"
	registry "k8s.io/kubernetes/pkg/registry/core/pod"
)

type facts struct {
	Requests map[string]string `json:"requests,omitempty"`
	Limits   map[string]string `json:"limits,omitempty"`
	QoS      v1.PodQOSClass    `json:"qos,omitempty"`
	Error    string            `json:"error,omitempty"`
}

var decoder objects.Decoder

func main() {
	info, found := objects.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), objects.ContentTypeJSON)
	if !found {
		log.Fatal("there is no serializer of JSON")
	}
	decoder = legacyscheme.Codecs.DecoderToVersion(info.Serializer, core.SchemeGroupVersion)

	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<16)
	answers := json.NewEncoder(output)
	answers.SetEscapeHTML(false)
	for {
		line, err := input.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if err := answers.Encode(answer(line)); err != nil {
				log.Fatal(err)
			}
			if input.Buffered() == 0 {
				output.Flush()
			}
		}
		if err == io.EOF {
			output.Flush()
			return
		} else if err != nil {
			log.Fatal(err)
		}
	}
}

func answer(line []byte) (f facts) {
	defer func() {
		if cause := recover(); cause != nil {
			f = facts{Error: fmt.Sprint("panic: ", cause)}
		}
	}()
	object, _, err := decoder.Decode(line, nil, nil)
	if err != nil {
		return facts{Error: err.Error()}
	}
	created, is := object.(*core.Pod)
	if !is {
		return facts{Error: fmt.Sprintf("%T is no pod", object)}
	}
	registry.Strategy.PrepareForCreate(request.WithNamespace(context.Background(), metav1.NamespaceDefault), created)
	pod := &v1.Pod{}
	if err := legacyscheme.Scheme.Convert(created, pod, nil); err != nil {
		return facts{Error: err.Error()}
	}
	options := helpers.PodResourcesOptions{
		SkipPodLevelResources: !utilfeature.DefaultFeatureGate.Enabled(features.PodLevelResources),
	}
	// The functions may change amounts of more than 64 bits within the pod.
	return facts{
		Requests: texts(helpers.PodRequests(pod.DeepCopy(), options)),
		Limits:   texts(helpers.PodLimits(pod.DeepCopy(), options)),
		QoS:      qos.GetPodQOS(pod),
	}
}

// texts writes the amounts in canonical form, or without a unit if Kubernetes reads another value from that form.
func texts(list v1.ResourceList) map[string]string {
	texts := make(map[string]string, len(list))
	for name, quantity := range list {
		// An amount that is not changed keeps the text that it was read from.
		quantity.Add(resource.Quantity{Format: quantity.Format})
		text := quantity.String()
		if read, err := resource.ParseQuantity(text); err != nil || read.Cmp(quantity) != 0 {
			text = quantity.AsDec().String()
		}
		texts[string(name)] = text
	}
	return texts
}
