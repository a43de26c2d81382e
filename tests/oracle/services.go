package main

import (
	"context"
	"errors"
	"net"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	objects "k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	"k8s.io/apiserver/pkg/registry/generic"
	registry "k8s.io/apiserver/pkg/registry/generic/registry"
	apistorage "k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/storage/storagebackend"
	"k8s.io/apiserver/pkg/storage/storagebackend/factory"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/registry/core/service/ipallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/portallocator"
	services "k8s.io/kubernetes/pkg/registry/core/service/storage"
)

// Before a service is validated, its storage fills in IP families and allocates addresses and ports. It checks some fields first,
// and if it refuses them, nothing else of the service is validated. These checks are the same in every cluster, so they belong to
// the verdict. What the allocation says depends on the flags of a cluster: the ranges of addresses and of node ports, and whether
// it has both IP families. The verdict is that of a cluster that has both families, all their addresses, and the default range of
// node ports, 30000 to 32767. Only a cluster whose flags name another range takes what this one refuses.
var begin registry.BeginCreateFunc

// One service is validated at a time, and its ports are released. So no service stands in the way of another.
var beginning sync.Mutex

// reserve makes the cluster for which services are validated.
func reserve() error {
	ports, err := portallocator.NewInMemory(utilnet.PortRange{Base: 30000, Size: 2768})
	if err != nil {
		return err
	}
	addresses := map[core.IPFamily]ipallocator.Interface{
		core.IPv4Protocol: every{core.IPv4Protocol},
		core.IPv6Protocol: every{core.IPv6Protocol},
	}
	options := generic.RESTOptions{
		StorageConfig:  (&storagebackend.Config{}).ForResource(schema.GroupResource{Resource: "services"}),
		ResourcePrefix: "services",
		Decorator:      nothing,
	}
	storage, _, _, err := services.NewREST(options, core.IPv4Protocol, addresses, ports, nil, nil, nil)
	if err != nil {
		return err
	}
	begin = storage.Store.BeginCreate
	return nil
}

// nothing is a storage that is never used.
func nothing(
	*storagebackend.ConfigForResource,
	string,
	func(objects.Object) (string, error),
	func() objects.Object,
	func() objects.Object,
	apistorage.AttrFunc,
	apistorage.IndexerFuncs,
	*cache.Indexers,
) (apistorage.Interface, factory.DestroyFunc, error) {
	return nil, func() {}, nil
}

func allocate(ctx context.Context, service objects.Object) error {
	beginning.Lock()
	defer beginning.Unlock()
	finish, err := begin(ctx, service, &metav1.CreateOptions{})
	if err == nil {
		finish(ctx, false)
	}
	return err
}

// every allocates each address of a family, any number of times.
type every struct{ family core.IPFamily }

func (e every) Allocate(net.IP) error { return nil }

func (e every) AllocateNext() (net.IP, error) {
	switch e.family {
	case core.IPv4Protocol:
		return net.ParseIP("10.0.0.1"), nil
	case core.IPv6Protocol:
		return net.ParseIP("fd00::1"), nil
	default:
		return nil, errors.New("there is no such family of addresses")
	}
}

func (e every) Release(net.IP) error { return nil }

func (e every) ForEach(func(net.IP)) {}

func (e every) CIDR() net.IPNet { return net.IPNet{} }

func (e every) IPFamily() core.IPFamily { return e.family }

func (e every) Has(net.IP) bool { return false }

func (e every) Destroy() {}

func (e every) EnableMetrics() {}

func (e every) DryRun() ipallocator.Interface { return e }
