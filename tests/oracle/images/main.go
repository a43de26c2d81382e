// Tells whether a kubelet can read references to images. It reads lines of JSON, each a text, and prints true or false for each.
// The code is that of Kubernetes, in the version that go.mod names.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"k8s.io/kubernetes/pkg/util/parsers"
)

func main() {
	input := bufio.NewReader(os.Stdin)
	for asked := json.NewDecoder(input); asked.More(); {
		var image string
		if err := asked.Decode(&image); err != nil {
			log.Fatal(err)
		}
		_, _, _, err := parsers.ParseImageName(image)
		fmt.Println(err == nil)
	}
}
