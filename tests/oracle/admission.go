package main

import (
	"fmt"
	"reflect"

	podutil "k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/scheduling"
)

// admit changes a pod as the default admission plugins do, and returns why they refuse it. It covers what depends on the pod
// alone. It assumes that the service accounts and the classes exist which the pod names.
func admit(pod *core.Pod) string {
	if _, mirror := pod.Annotations[core.MirrorPodAnnotationKey]; mirror {
		if refused := refuseMirror(pod); refused != "" {
			return refused
		}
	} else if pod.Spec.ServiceAccountName == "" {
		pod.Spec.ServiceAccountName = "default"
		// 1.37 has the deprecated field too, and requires both to be the same.
		if deprecated := reflect.ValueOf(&pod.Spec).Elem().FieldByName("DeprecatedServiceAccount"); deprecated.IsValid() {
			deprecated.SetString("default")
		}
	}
	return prioritize(&pod.Spec)
}

// refuseMirror returns the fields of a mirror pod that need the API.
func refuseMirror(pod *core.Pod) string {
	if pod.Spec.ServiceAccountName != "" {
		return "a mirror pod has a service account"
	}
	named := false
	podutil.VisitPodSecretNames(pod, func(string) bool {
		named = true
		return false
	}, podutil.AllContainers)
	if named {
		return "a mirror pod names secrets"
	}
	for _, volume := range pod.Spec.Volumes {
		if volume.Projected == nil {
			continue
		}
		for _, source := range volume.Projected.Sources {
			if source.ServiceAccountToken != nil {
				return "a mirror pod has a token of a service account"
			}
		}
	}
	return ""
}

// prioritize sets the fields that follow from the priority class. It knows the classes of Kubernetes only.
func prioritize(spec *core.PodSpec) string {
	var priority int32
	switch spec.PriorityClassName {
	case "":
		priority = scheduling.DefaultPriorityWhenNoDefaultClassExists
	case scheduling.SystemClusterCritical:
		priority = scheduling.SystemCriticalPriority
	case scheduling.SystemNodeCritical:
		priority = scheduling.SystemCriticalPriority + 1000
	default:
		return ""
	}
	if spec.Priority != nil && *spec.Priority != priority {
		return fmt.Sprintf("the priority is %d, that of the class is %d", *spec.Priority, priority)
	}
	preemption := core.PreemptLowerPriority
	if spec.PreemptionPolicy != nil && *spec.PreemptionPolicy != preemption {
		return fmt.Sprintf("the preemption policy is %s, that of the class is %s", *spec.PreemptionPolicy, preemption)
	}
	spec.Priority, spec.PreemptionPolicy = &priority, &preemption
	return ""
}
