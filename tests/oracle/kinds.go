package main

import (
	"context"

	objects "k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/registry/rest"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/apps/replicaset"
	"k8s.io/kubernetes/pkg/registry/apps/statefulset"
	"k8s.io/kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler"
	"k8s.io/kubernetes/pkg/registry/batch/cronjob"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/limitrange"
	"k8s.io/kubernetes/pkg/registry/core/namespace"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/registry/core/podtemplate"
	"k8s.io/kubernetes/pkg/registry/core/replicationcontroller"
	"k8s.io/kubernetes/pkg/registry/core/resourcequota"
	"k8s.io/kubernetes/pkg/registry/core/secret"
	"k8s.io/kubernetes/pkg/registry/core/service"
	"k8s.io/kubernetes/pkg/registry/core/serviceaccount"
	"k8s.io/kubernetes/pkg/registry/networking/ingress"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	"k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrole"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrolebinding"
	"k8s.io/kubernetes/pkg/registry/rbac/role"
	"k8s.io/kubernetes/pkg/registry/rbac/rolebinding"
	"k8s.io/kubernetes/pkg/registry/scheduling/priorityclass"
)

// resource is how the API server creates the objects of a kind.
type resource struct {
	name     string
	strategy rest.RESTCreateStrategy
	// begin runs before validation, if it is set.
	begin func(context.Context, objects.Object) error
}

// resources has the kinds that this program validates.
var resources = map[schema.GroupVersionKind]resource{
	kindOf("apps/v1", "DaemonSet"):                               {"daemonsets", daemonset.Strategy, nil},
	kindOf("apps/v1", "Deployment"):                              {"deployments", deployment.Strategy, nil},
	kindOf("apps/v1", "ReplicaSet"):                              {"replicasets", replicaset.Strategy, nil},
	kindOf("apps/v1", "StatefulSet"):                             {"statefulsets", statefulset.Strategy, nil},
	kindOf("autoscaling/v1", "HorizontalPodAutoscaler"):          {"horizontalpodautoscalers", horizontalpodautoscaler.Strategy, nil},
	kindOf("autoscaling/v2", "HorizontalPodAutoscaler"):          {"horizontalpodautoscalers", horizontalpodautoscaler.Strategy, nil},
	kindOf("batch/v1", "CronJob"):                                {"cronjobs", cronjob.Strategy, nil},
	kindOf("batch/v1", "Job"):                                    {"jobs", job.Strategy, nil},
	kindOf("networking.k8s.io/v1", "Ingress"):                    {"ingresses", ingress.Strategy, nil},
	kindOf("networking.k8s.io/v1", "NetworkPolicy"):              {"networkpolicies", networkpolicy.Strategy, nil},
	kindOf("policy/v1", "PodDisruptionBudget"):                   {"poddisruptionbudgets", poddisruptionbudget.Strategy, nil},
	kindOf("rbac.authorization.k8s.io/v1", "ClusterRole"):        {"clusterroles", clusterrole.Strategy, nil},
	kindOf("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"): {"clusterrolebindings", clusterrolebinding.Strategy, nil},
	kindOf("rbac.authorization.k8s.io/v1", "Role"):               {"roles", role.Strategy, nil},
	kindOf("rbac.authorization.k8s.io/v1", "RoleBinding"):        {"rolebindings", rolebinding.Strategy, nil},
	kindOf("scheduling.k8s.io/v1", "PriorityClass"):              {"priorityclasses", priorityclass.Strategy, nil},
	kindOf("v1", "ConfigMap"):                                    {"configmaps", configmap.Strategy, nil},
	kindOf("v1", "LimitRange"):                                   {"limitranges", limitrange.Strategy, nil},
	kindOf("v1", "Namespace"):                                    {"namespaces", namespace.Strategy, nil},
	kindOf("v1", "PersistentVolumeClaim"):                        {"persistentvolumeclaims", persistentvolumeclaim.Strategy, nil},
	kindOf("v1", "Pod"):                                          {"pods", pod.Strategy, nil},
	kindOf("v1", "PodTemplate"):                                  {"podtemplates", podtemplate.Strategy, nil},
	kindOf("v1", "ReplicationController"):                        {"replicationcontrollers", replicationcontroller.Strategy, nil},
	kindOf("v1", "ResourceQuota"):                                {"resourcequotas", resourcequota.Strategy, nil},
	kindOf("v1", "Secret"):                                       {"secrets", secret.Strategy, nil},
	kindOf("v1", "Service"):                                      {"services", service.Strategy, allocate},
	kindOf("v1", "ServiceAccount"):                               {"serviceaccounts", serviceaccount.Strategy, nil},
}

func kindOf(apiVersion, kind string) schema.GroupVersionKind {
	return schema.FromAPIVersionAndKind(apiVersion, kind)
}
