package main

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
)

// differences returns where the stored pod is not the one that was sent, apart from what the API server adds.
func differences(sent, stored object) []string {
	found := []string{}
	for _, key := range []string{"labels", "annotations", "finalizers", "ownerReferences"} {
		compare("metadata."+key, key, field(sent, "metadata", key), field(stored, "metadata", key), &found)
	}
	compare("spec", "spec", sent["spec"], stored["spec"], &found)
	return found
}

// The lists that admission adds items to, at the end.
var grow = []string{"volumes", "volumeMounts", "tolerations"}

// The fields that the API server or its admission sets if they are unset.
var defaults = []string{
	"apiGroup", "apiVersion", "defaultMode", "divisor", "dnsPolicy", "enableServiceLinks", "expirationSeconds", "failureThreshold", "fsType",
	"hostPort", "imagePullPolicy", "iscsiInterface", "limits", "maxExpirationSeconds", "metadata", "nodeAffinityPolicy", "nodeTaintsPolicy", "path",
	"periodSeconds", "preemptionPolicy", "priority", "procMount", "protocol", "pullPolicy", "requests", "resources",
	"restartPolicy", "schedulerName", "scheme", "securityContext", "service", "serviceAccount", "serviceAccountName", "successThreshold",
	"terminationGracePeriodSeconds", "terminationMessagePath", "terminationMessagePolicy", "timeoutSeconds", "tolerations", "type",
	"volumeMode", "volumeMounts", "volumes", "readOnly", "optional",
}

func compare(path, key string, sent, stored any, found *[]string) {
	switch value := sent.(type) {
	case object:
		other, is := stored.(object)
		// An empty object is stored as none.
		if !is && len(value) > 0 {
			*found = append(*found, fmt.Sprintf("%s: %v is stored as %v", path, sent, stored))
			return
		}
		for name, part := range value {
			compare(path+"."+name, name, part, other[name], found)
		}
		for name := range other {
			isDefault := slices.Contains(defaults, name) || key == "requests" || key == "limits" && strings.HasPrefix(name, "hugepages-")
			if _, is := value[name]; !is && !isDefault {
				*found = append(*found, fmt.Sprintf("%s.%s is not sent, but stored", path, name))
			}
		}
	case []any:
		other, _ := stored.([]any)
		if len(other) < len(value) || len(other) > len(value) && !slices.Contains(grow, key) {
			*found = append(*found, fmt.Sprintf("%s: %d items are stored as %d", path, len(value), len(other)))
			return
		}
		for i, item := range value {
			compare(fmt.Sprintf("%s[%d]", path, i), key, item, other[i], found)
		}
	default:
		if !reflect.DeepEqual(sent, stored) && !isSameQuantity(sent, stored) && !isZero(sent, stored) {
			*found = append(*found, fmt.Sprintf("%s: %v is stored as %v", path, sent, stored))
		}
	}
}

// isSameQuantity tells whether both are the same amount, which the API server writes in its own form.
func isSameQuantity(sent, stored any) bool {
	text, isText := sent.(string)
	other, isOther := stored.(string)
	if !isText || !isOther {
		return false
	}
	amount, err := resource.ParseQuantity(text)
	if err != nil {
		return false
	}
	same, err := resource.ParseQuantity(other)
	return err == nil && amount.Cmp(same) == 0
}

// isZero tells whether a zero is stored as no value.
func isZero(sent, stored any) bool {
	return stored == nil && (sent == nil || reflect.ValueOf(sent).IsZero())
}
