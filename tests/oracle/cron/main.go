// Tells whether Kubernetes accepts schedules and time zones of CronJobs. It reads lines of JSON and prints a line for each:
//
//	{"schedule":"15 3 * * *","timeZone":"Europe/Berlin"}
//	{"schedule":true,"timeZone":true}
//
// The code is that of Kubernetes, in the version that go.mod names. The database of time zones is that of Go, and that of the
// machine if it has one.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"log"
	"os"
	_ "time/tzdata"

	"k8s.io/kubernetes/pkg/apis/batch"
	"k8s.io/kubernetes/pkg/apis/batch/validation"
	core "k8s.io/kubernetes/pkg/apis/core/validation"
)

type question struct {
	Schedule string `json:"schedule"`
	TimeZone string `json:"timeZone"`
}

type answer struct {
	Schedule bool `json:"schedule"`
	TimeZone bool `json:"timeZone"`
}

func main() {
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<16)
	answers := json.NewEncoder(output)
	for {
		line, err := input.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			var asked question
			if err := json.Unmarshal(line, &asked); err != nil {
				log.Fatal(err)
			}
			if err := answers.Encode(verdict(asked)); err != nil {
				log.Fatal(err)
			}
			if input.Buffered() == 0 {
				output.Flush()
			}
		}
		if err == io.EOF {
			output.Flush()
			return
		} else if err != nil {
			log.Fatal(err)
		}
	}
}

func verdict(asked question) answer {
	job := &batch.CronJob{}
	job.Name = "report"
	job.Spec.Schedule = asked.Schedule
	job.Spec.TimeZone = &asked.TimeZone
	job.Spec.ConcurrencyPolicy = batch.AllowConcurrent
	accepted := answer{Schedule: true, TimeZone: true}
	// The Job itself is not complete, which is not asked about.
	for _, err := range validation.ValidateCronJobCreate(job, core.PodValidationOptions{}) {
		switch err.Field {
		case "spec.schedule":
			accepted.Schedule = false
		case "spec.timeZone":
			accepted.TimeZone = false
		}
	}
	return accepted
}
