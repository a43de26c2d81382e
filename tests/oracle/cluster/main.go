// Kubernetes on loopback: kube-apiserver and etcd in one process, and kube-controller-manager in another one of this program.
//
//	cluster requests DIRECTORY    answers requests of standard input, see requests.go
//	cluster serve DIRECTORY       serves other clients until its standard input ends, see serve.go
//	cluster store DIRECTORY       does the same without kube-controller-manager: what is stored stays as it is
//	cluster controllers ARGUMENTS is kube-controller-manager
//
// The directory is for data and certificates. It is made, and must not exist. The servers log to standard error.
package main

import (
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) < 3 {
		log.Fatal("usage: cluster requests|serve|store DIRECTORY")
	}
	switch os.Args[1] {
	case "requests":
		answerRequests(start(makeDirectory(os.Args[2])))
	case "serve":
		serve(start(makeDirectory(os.Args[2])), startControllers)
	case "store":
		serve(start(makeDirectory(os.Args[2])), func(*client, string) {})
	case "controllers":
		runControllers(os.Args[2:])
	default:
		log.Fatalf("there is no command %q", os.Args[1])
	}
}

func makeDirectory(directory string) string {
	if err := os.Mkdir(directory, 0o700); err != nil {
		log.Fatal(err)
	}
	return directory
}
