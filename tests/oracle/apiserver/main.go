// kube-apiserver with etcd, both in this process and on loopback, and a client that sends it pods.
//
// It reads requests from standard input, one JSON object per line, and prints one answer per line, in the same order:
//
//	{"pod":{..},"manifest":"apiVersion: v1 ..","store":false}
//	{"create":{"code":201},"apply":[{"code":201}]}
//
// "pod" may be an object of another kind, which is not stored.
//
// A request without "store" is sent as dry run: created once and applied once. With "store" the pod is created as dry run,
// applied twice for real and read back. "changed" then says whether the second apply changed it, and "differences" where what
// is stored is not what was sent. It is deleted then.
//
// The argument is a directory for data and certificates. It is made, and must not exist. The server logs to standard error.
package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: apiserver DIRECTORY")
	}
	directory := os.Args[1]
	if err := os.Mkdir(directory, 0o700); err != nil {
		log.Fatal(err)
	}
	client := start(directory)
	output := bufio.NewWriter(os.Stdout)
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	for {
		line, err := input.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			var request request
			if err := json.Unmarshal(line, &request); err != nil {
				log.Fatal(err)
			}
			answer, err := json.Marshal(client.answer(&request))
			if err != nil {
				log.Fatal(err)
			}
			output.Write(append(answer, '\n'))
			if input.Buffered() == 0 {
				output.Flush()
			}
		}
		if err == io.EOF {
			break
		} else if err != nil {
			log.Fatal(err)
		}
	}
	output.Flush()
}

// start starts etcd and the API server, and returns a client once the server is ready.
func start(directory string) *client {
	store := startEtcd(filepath.Join(directory, "etcd"))
	key := filepath.Join(directory, "sa.key")
	writeKey(key)
	token := make([]byte, 16)
	if _, err := rand.Read(token); err != nil {
		log.Fatal(err)
	}
	tokens := filepath.Join(directory, "tokens.csv")
	if err := os.WriteFile(tokens, []byte(hex.EncodeToString(token)+",admin,1,\"system:masters\"\n"), 0o600); err != nil {
		log.Fatal(err)
	}
	port := freePort()
	certificates := filepath.Join(directory, "certificates")
	command := app.NewAPIServerCommand()
	command.SetArgs([]string{
		"--etcd-servers=" + store,
		"--bind-address=127.0.0.1", "--advertise-address=127.0.0.1",
		fmt.Sprintf("--secure-port=%d", port),
		"--cert-dir=" + certificates,
		"--token-auth-file=" + tokens,
		"--authorization-mode=AlwaysAllow", "--anonymous-auth=false",
		// Most clusters run with it. The default is false.
		"--allow-privileged=true",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-signing-key-file=" + key, "--service-account-key-file=" + key,
		"--service-cluster-ip-range=10.0.0.0/24,fd00:10::/112", "--endpoint-reconciler-type=none",
	})
	go func() { log.Fatal(command.Execute()) }()
	client := newClient(port, hex.EncodeToString(token), filepath.Join(certificates, "apiserver.crt"))
	client.waitUntilReady(2 * time.Minute)
	return client
}

func startEtcd(directory string) string {
	config := embed.NewConfig()
	config.Dir = directory
	config.UnsafeNoFsync = true
	config.LogLevel = "error"
	here := func() url.URL { return url.URL{Scheme: "http", Host: fmt.Sprintf("127.0.0.1:%d", freePort())} }
	clients, peers := here(), here()
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{clients}, []url.URL{clients}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peers}, []url.URL{peers}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	etcd, err := embed.StartEtcd(config)
	if err != nil {
		log.Fatal(err)
	}
	select {
	case <-etcd.Server.ReadyNotify():
	case <-time.After(time.Minute):
		log.Fatal("etcd does not start")
	}
	return clients.String()
}

func writeKey(path string) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		log.Fatal(err)
	}
	block := &pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}
	if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
		log.Fatal(err)
	}
}

func freePort() int {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}
