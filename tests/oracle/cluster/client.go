package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"
)

type object = map[string]any

type request struct {
	Pod object `json:"pod"`
	// The pod as YAML. Without it, the pod is sent as JSON.
	Manifest string `json:"manifest"`
	Store    bool   `json:"store"`
}

// body returns what is sent, and its content type.
func (r *request) body() (text []byte, contentType string) {
	if r.Manifest != "" {
		return []byte(r.Manifest), "application/yaml"
	}
	return encode(r.Pod), "application/json"
}

type answer struct {
	Create result   `json:"create"`
	Apply  []result `json:"apply"`
	// Of a pod that is stored.
	Changed     bool     `json:"changed"`
	Differences []string `json:"differences"`
}

// result is the status of a response, and the message of one that is no success.
type result struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func (r *result) isSuccess() bool {
	return r.Code/100 == 2
}

type client struct {
	directory   string
	http        http.Client
	base        string
	token       string
	certificate string
	// What has been made for pods that refer to it, as JSON.
	made map[string]string
}

func newClient(directory string, port int, token, certificate string) *client {
	return &client{
		directory:   directory,
		http:        http.Client{Timeout: 30 * time.Second},
		base:        fmt.Sprintf("https://127.0.0.1:%d", port),
		token:       token,
		certificate: certificate,
		made:        map[string]string{},
	}
}

func (c *client) waitUntilReady(most time.Duration) {
	end := time.Now().Add(most)
	for time.Now().Before(end) {
		time.Sleep(200 * time.Millisecond)
		if c.http.Transport == nil {
			// The server makes its own certificate.
			text, err := os.ReadFile(c.certificate)
			roots := x509.NewCertPool()
			if err != nil || !roots.AppendCertsFromPEM(text) {
				continue
			}
			c.http.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
		}
		if found, _, err := c.try("GET", "/readyz", "", nil); err == nil && found.Code == 200 {
			return
		}
	}
	log.Fatal("the API server is not ready")
}

// waitForAccount waits until the controllers have made the service account of the first namespace.
func (c *client) waitForAccount() {
	for range 600 {
		if found, _ := c.send("GET", "/api/v1/namespaces/default/serviceaccounts/default", "", nil); found.isSuccess() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	log.Fatal("the controllers make no service account")
}

// kubeconfig returns the file that clients read.
func (c *client) kubeconfig() object {
	named := func(key string, value object) []object { return []object{{"name": "cluster", key: value}} }
	return object{
		"apiVersion": "v1", "kind": "Config", "current-context": "cluster",
		"clusters": named("cluster", object{"server": c.base, "certificate-authority": c.certificate}),
		"users":    named("user", object{"token": c.token}),
		"contexts": named("context", object{"cluster": "cluster", "user": "cluster", "namespace": "default"}),
	}
}

// The kinds that belong to no namespace.
var ofCluster = []string{"ClusterRole", "ClusterRoleBinding", "Namespace", "PriorityClass"}

// collection returns the path of the objects of a kind.
func collection(object object, namespace string) string {
	version, _ := object["apiVersion"].(string)
	kind, _ := object["kind"].(string)
	path := "/api/" + version
	if strings.Contains(version, "/") {
		path = "/apis/" + version
	}
	if !slices.Contains(ofCluster, kind) {
		path += "/namespaces/" + namespace
	}
	plural := strings.ToLower(kind)
	switch {
	case strings.HasSuffix(plural, "s"):
		plural += "es"
	case strings.HasSuffix(plural, "y"):
		plural = strings.TrimSuffix(plural, "y") + "ies"
	default:
		plural += "s"
	}
	return path + "/" + plural
}

// answer sends a pod or another object, after what it refers to.
func (c *client) answer(request *request) (answer answer) {
	pod := request.Pod
	// Objects of k8s_openapi may lack both.
	if pod["kind"] == nil {
		pod["apiVersion"], pod["kind"] = "v1", "Pod"
	}
	namespace, _ := field(pod, "metadata", "namespace").(string)
	if namespace == "" {
		namespace = "default"
	}
	c.prepare(namespace, pod)
	body, contentType := request.body()
	pods := collection(pod, namespace)
	answer.Create = c.admitted("POST", pods+"?dryRun=All&fieldValidation=Strict", contentType, body)
	name, _ := field(pod, "metadata", "name").(string)
	if name == "" {
		return answer
	}
	path := pods + "/" + url.PathEscape(name)
	apply := path + "?fieldManager=podwright&fieldValidation=Strict"
	if !request.Store {
		answer.Apply = append(answer.Apply, c.admitted("PATCH", apply+"&dryRun=All", applyType, body))
		return answer
	}
	answer.Apply = append(answer.Apply, c.admitted("PATCH", apply, applyType, body))
	_, first := c.send("GET", path, "", nil)
	answer.Apply = append(answer.Apply, c.admitted("PATCH", apply, applyType, body))
	_, second := c.send("GET", path, "", nil)
	answer.Changed = field(first, "metadata", "resourceVersion") != field(second, "metadata", "resourceVersion")
	answer.Differences = differences(pod, first)
	c.send("DELETE", path+"?gracePeriodSeconds=0", "", nil)
	return answer
}

// prepare makes what the API server demands of a pod's surroundings: the namespace, the service account and the classes.
func (c *client) prepare(namespace string, pod object) {
	if namespace != "default" {
		c.make("/api/v1/namespaces", object{"metadata": object{"name": namespace}})
	}
	if pod["kind"] != "Pod" {
		return
	}
	account, _ := field(pod, "spec", "serviceAccountName").(string)
	if account == "" {
		account = "default"
	}
	accounts := "/api/v1/namespaces/" + namespace + "/serviceaccounts"
	c.make(accounts, object{"metadata": object{"name": account}})
	if class, _ := field(pod, "spec", "priorityClassName").(string); class != "" && !isSystem(class) {
		made := object{"metadata": object{"name": class}, "value": 1}
		if policy := field(pod, "spec", "preemptionPolicy"); policy != nil {
			made["preemptionPolicy"] = policy
		}
		c.make("/apis/scheduling.k8s.io/v1/priorityclasses", made)
	}
	if class, _ := field(pod, "spec", "runtimeClassName").(string); class != "" {
		made := object{"metadata": object{"name": class}, "handler": "runc"}
		if overhead := field(pod, "spec", "overhead"); overhead != nil {
			made["overhead"] = object{"podFixed": overhead}
		}
		c.make("/apis/node.k8s.io/v1/runtimeclasses", made)
	}
}

func isSystem(class string) bool {
	return class == "system-cluster-critical" || class == "system-node-critical"
}

// make creates an object, in place of another one of its name that differs.
func (c *client) make(collection string, made object) {
	path := collection + "/" + made["metadata"].(object)["name"].(string)
	text := encode(made)
	if c.made[path] == string(text) {
		return
	}
	if c.made[path] != "" {
		c.send("DELETE", path, "", nil)
	}
	if found, _ := c.send("POST", collection, "application/json", text); !found.isSuccess() && found.Code != http.StatusConflict {
		log.Fatalf("%s: %d %s", path, found.Code, found.Message)
	}
	c.made[path] = string(text)
}

// admitted sends a request again while the plugins of admission do not see yet what has just been made.
func (c *client) admitted(method, path, contentType string, body []byte) (found result) {
	for range 50 {
		if found, _ = c.send(method, path, contentType, body); found.Code != http.StatusForbidden {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	return found
}

const applyType = "application/apply-patch+yaml"

func (c *client) send(method, path, contentType string, body []byte) (result, object) {
	found, object, err := c.try(method, path, contentType, body)
	if err != nil {
		log.Fatal(err)
	}
	return found, object
}

func (c *client) try(method, path, contentType string, body []byte) (found result, read object, err error) {
	request, err := http.NewRequest(method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return found, nil, err
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return found, nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return found, nil, err
	}
	found.Code = response.StatusCode
	// The answer of /readyz is no JSON.
	_ = json.Unmarshal(text, &read)
	if !found.isSuccess() {
		found.Message, _ = read["message"].(string)
	}
	return found, read, nil
}

func encode(object object) []byte {
	text, err := json.Marshal(object)
	if err != nil {
		log.Fatal(err)
	}
	return text
}

// field returns the value below these keys, or nil.
func field(value any, keys ...string) any {
	for _, key := range keys {
		fields, _ := value.(object)
		value = fields[key]
	}
	return value
}
