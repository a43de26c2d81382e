// The kubelet, and the few things beside it that a pod on one machine needs; see run.sh.
//
//	kubelet kubelet ARGUMENTS                   is the kubelet
//	kubelet dns ADDRESS FILE                    answers DNS queries with the names of a file, see dns.go
package main

import (
	"context"
	"log"
	"os"

	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kubelet/app"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 {
		log.Fatal("usage: kubelet kubelet|dns ARGUMENTS")
	}
	arguments := os.Args[2:]
	switch os.Args[1] {
	case "kubelet":
		command := app.NewKubeletCommand(context.Background())
		command.SetArgs(arguments)
		os.Exit(cli.Run(command))
	case "dns":
		if len(arguments) != 2 {
			log.Fatal("usage: kubelet dns ADDRESS FILE")
		}
		answerNames(arguments[0], arguments[1])
	default:
		log.Fatalf("there is no command %q", os.Args[1])
	}
}
