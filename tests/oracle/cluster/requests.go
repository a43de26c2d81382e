package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"log"
	"os"
)

// answerRequests reads requests from standard input, one JSON object per line, and prints one answer per line, in the same order:
//
//	{"pod":{..},"manifest":"apiVersion: v1 ..","store":false}
//	{"create":{"code":201},"apply":[{"code":201}]}
//
// "pod" may be an object of another kind, which is not stored.
//
// A request without "store" is sent as dry run: created once and applied once. With "store" the pod is created as dry run,
// applied twice for real and read back. "changed" then says whether the second apply changed it, and "differences" where what
// is stored is not what was sent. It is deleted then.
func answerRequests(client *client) {
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
