package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"log"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

// The key that signs the tokens of service accounts.
const keyFile = "sa.key"

// start starts etcd and the API server, and returns a client once the server is ready.
func start(directory string) *client {
	store := startEtcd(filepath.Join(directory, "etcd"))
	key := filepath.Join(directory, keyFile)
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
		"--kubelet-preferred-address-types=InternalIP",
		"--service-cluster-ip-range=10.0.0.0/24,fd00:10::/112", "--endpoint-reconciler-type=none",
	})
	go func() { log.Fatal(command.Execute()) }()
	client := newClient(directory, port, hex.EncodeToString(token), filepath.Join(certificates, "apiserver.crt"))
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
