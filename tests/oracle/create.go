package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	objects "k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/warning"
)

// identify sets what the API server sets in all objects before it validates them. The request is for the object's own namespace.
func (v *verdict) identify(object objects.Object, kind *schema.GroupVersionKind, of resource) (context.Context, error) {
	metadata, err := meta.Accessor(object)
	if err != nil {
		return nil, err
	}
	rest.WipeObjectMetaSystemFields(metadata)
	namespace := metav1.NamespaceNone
	if of.strategy.NamespaceScoped() {
		if namespace = metadata.GetNamespace(); namespace == "" {
			namespace = metav1.NamespaceDefault
		}
	}
	if err := rest.EnsureObjectNamespaceMatchesRequestNamespace(namespace, metadata); err != nil {
		return nil, err
	}
	rest.FillObjectMetaSystemFields(metadata)
	if metadata.GetGenerateName() != "" && metadata.GetName() == "" {
		metadata.SetName(of.strategy.GenerateName(metadata.GetGenerateName()))
	}
	ctx := request.WithNamespace(context.Background(), namespace)
	// Declarative validation reads the version from the request.
	ctx = request.WithRequestInfo(ctx, &request.RequestInfo{
		IsResourceRequest: true,
		Verb:              "create",
		APIGroup:          kind.Group,
		APIVersion:        kind.Version,
		Namespace:         namespace,
		Resource:          of.name,
	})
	return warning.WithWarningRecorder(ctx, &v.Warnings), nil
}

// create does what the registry does before it stores an object.
func (v *verdict) create(ctx context.Context, object objects.Object, of resource) {
	if of.begin != nil {
		if err := of.begin(ctx, object); err != nil {
			v.refuse(err)
			return
		}
	}
	if err := rest.BeforeCreate(of.strategy, ctx, object); err != nil {
		v.refuse(err)
	}
	// The storage refuses an object that validation has accepted. Both are reported.
	if version, err := (storage.APIObjectVersioner{}).ObjectResourceVersion(object); err == nil && version != 0 {
		at := field.NewPath("metadata", "resourceVersion")
		found := field.Forbidden(at, storage.ErrResourceVersionSetOnCreate.Error())
		v.reject(kind(string(found.Type)), found.Field, found.Detail)
		v.withdraw(of.strategy.WarningsOnCreate(ctx, object))
	}
}

// withdraw takes back the warnings about an accepted object.
func (v *verdict) withdraw(texts []string) {
	v.Warnings = slices.DeleteFunc(v.Warnings, func(given string) bool { return slices.Contains(texts, given) })
}

// refuse adds the errors of an answer of the registry.
func (v *verdict) refuse(err error) {
	var status *apierrors.StatusError
	if !errors.As(err, &status) {
		v.reject("InternalError", "", err.Error())
		return
	}
	details := status.ErrStatus.Details
	if details == nil || status.ErrStatus.Reason != metav1.StatusReasonInvalid {
		v.reject(string(status.ErrStatus.Reason), "", status.ErrStatus.Message)
		return
	}
	for _, cause := range details.Causes {
		v.reject(kind(string(cause.Type)), cause.Field, cause.Message)
	}
}

// kind returns the short name of a type of error: Required for FieldValueRequired.
func kind(errorType string) string {
	return strings.TrimPrefix(errorType, "FieldValue")
}
