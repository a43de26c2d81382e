package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	_ "time/tzdata" // The zones of cron jobs.

	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

// The controllers that run. Nothing else is asked of the others, which need nodes or a cloud.
var running = []string{
	"cronjob-controller", "daemonset-controller", "deployment-controller", "disruption-controller", "endpointslice-controller",
	"garbage-collector-controller", "job-controller", "namespace-controller", "pod-garbage-collector-controller",
	"replicaset-controller", "resourcequota-controller", "root-ca-certificate-publisher-controller",
	"serviceaccount-controller", "statefulset-controller", "ttl-after-finished-controller",
}

// serve starts what runs beside the server, prints where the server is, as one line of JSON, and returns when standard input ends:
//
//	{"kubeconfig":"/tmp/cluster/kubeconfig","version":"v1.36.2"}
//
// So the servers end, and the directory goes, with the program that started them, however that ends.
func serve(client *client, startOthers func(client *client, config string)) {
	config := filepath.Join(client.directory, "kubeconfig")
	if err := os.WriteFile(config, encode(client.kubeconfig()), 0o600); err != nil {
		log.Fatal(err)
	}
	startOthers(client, config)
	fmt.Println(string(encode(object{"kubeconfig": config, "version": kubernetesVersion()})))
	_, _ = io.Copy(io.Discard, os.Stdin)
	// What still writes there fails, and nobody waits for it.
	_ = os.RemoveAll(client.directory)
}

// startControllers starts kube-controller-manager, and returns once it has done something.
func startControllers(client *client, config string) {
	own, err := os.Executable()
	if err != nil {
		log.Fatal(err)
	}
	manager := exec.Command(own, "controllers",
		"--kubeconfig="+config,
		"--controllers="+strings.Join(running, ","),
		"--service-account-private-key-file="+filepath.Join(client.directory, keyFile),
		"--root-ca-file="+client.certificate,
		"--leader-elect=false", "--secure-port=0",
		"--kube-api-qps=500", "--kube-api-burst=1000",
		"--namespace-sync-period=10s", "--resource-quota-sync-period=5s",
	)
	manager.Stderr = os.Stderr
	// It ends when this pipe does.
	if _, err := manager.StdinPipe(); err != nil {
		log.Fatal(err)
	}
	if err := manager.Start(); err != nil {
		log.Fatal(err)
	}
	go func() { log.Fatal("kube-controller-manager has ended: ", manager.Wait()) }()
	client.waitForAccount()
}

// kubernetesVersion returns the version of the module. The servers themselves say "v0.0.0-master".
func kubernetesVersion() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "k8s.io/kubernetes" {
			return module.Version
		}
	}
	log.Fatal("the program has no module k8s.io/kubernetes")
	return ""
}

// runControllers is kube-controller-manager, until standard input ends.
func runControllers(arguments []string) {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	command := controllers.NewControllerManagerCommand()
	command.SetArgs(arguments)
	log.Fatal(command.Execute())
}
