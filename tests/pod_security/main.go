// Says of pods what the Pod Security admission plugin says of them. It reads from standard input, one JSON object a line,
//
//	{"object":{..},"versions":["v1.36","latest"]}
//
// and prints a line for each, in the same order: for each version the checks that the levels baseline and restricted fail,
// and the plugin's text.
//
//	[{"baseline":{"checks":[{"id":"hostPorts","reason":"hostPort","detail":".."}],"text":".."},"restricted":{..}}]
//
// or `{"error":".."}` where Kubernetes cannot read the object. A pod template is sent as an object of kind PodTemplate.
//
// The code is that of Kubernetes, of the version that go.mod names. Objects get their defaults first, as they have when
// admission sees them. With `-checks` it reads nothing and lists the checks.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/pod-security-admission/admission"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type question struct {
	Object   json.RawMessage `json:"object"`
	Versions []string        `json:"versions"`
}

type answer struct {
	Baseline   verdict `json:"baseline"`
	Restricted verdict `json:"restricted"`
}

type verdict struct {
	Checks []failure `json:"checks"`
	Text   string    `json:"text"`
}

type failure struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
	Detail string `json:"detail"`
}

// What divides the id of a check from its reason.
const divider = "\x00"

// Checks that put their id in front of the reason: the plugin's results do not name the check that gave them.
func named(checks []policy.Check) []policy.Check {
	for i := range checks {
		id := string(checks[i].ID)
		for j := range checks[i].Versions {
			check := checks[i].Versions[j].CheckPod
			checks[i].Versions[j].CheckPod = func(metadata *meta.ObjectMeta, spec *core.PodSpec) policy.CheckResult {
				result := check(metadata, spec)
				result.ForbiddenReason = id + divider + result.ForbiddenReason
				return result
			}
		}
	}
	return checks
}

func evaluator(checks []policy.Check) policy.Evaluator {
	evaluator, err := policy.NewEvaluator(checks, nil)
	if err != nil {
		log.Fatal(err)
	}
	return evaluator
}

type evaluators struct{ plain, named policy.Evaluator }

func (e evaluators) evaluate(level api.Level, version api.Version, metadata *meta.ObjectMeta, spec *core.PodSpec) verdict {
	at := api.LevelVersion{Level: level, Version: version}
	out := verdict{Checks: []failure{}}
	for _, result := range e.named.EvaluatePod(at, metadata, spec) {
		if !result.Allowed {
			id, reason, _ := strings.Cut(result.ForbiddenReason, divider)
			out.Checks = append(out.Checks, failure{id, reason, result.ForbiddenDetail})
		}
	}
	all := policy.AggregateCheckResults(e.plain.EvaluatePod(at, metadata, spec))
	if !all.Allowed {
		out.Text = fmt.Sprintf("violates PodSecurity %q: %s", at.String(), all.ForbiddenDetail())
	}
	return out
}

func (e evaluators) answer(line []byte) ([]answer, error) {
	var asked question
	if err := json.Unmarshal(line, &asked); err != nil {
		return nil, err
	}
	object, _, err := legacyscheme.Codecs.UniversalDeserializer().Decode(asked.Object, nil, nil)
	if err != nil {
		return nil, err
	}
	legacyscheme.Scheme.Default(object)
	metadata, spec, err := admission.DefaultPodSpecExtractor{}.ExtractPodSpec(object)
	if err != nil {
		return nil, err
	}
	if spec == nil {
		return nil, fmt.Errorf("a %T has no pods", object)
	}
	answers := []answer{}
	for _, text := range asked.Versions {
		version, err := api.ParseVersion(text)
		if err != nil {
			return nil, err
		}
		answers = append(answers, answer{
			Baseline:   e.evaluate(api.LevelBaseline, version, metadata, spec),
			Restricted: e.evaluate(api.LevelRestricted, version, metadata, spec),
		})
	}
	return answers, nil
}

func list() {
	type check struct {
		ID       string   `json:"id"`
		Level    string   `json:"level"`
		Versions []string `json:"versions"`
		Override []string `json:"overrides"`
	}
	var checks []check
	for _, found := range policy.DefaultChecks() {
		one := check{ID: string(found.ID), Level: string(found.Level), Override: []string{}}
		for _, version := range found.Versions {
			one.Versions = append(one.Versions, version.MinimumVersion.String())
			one.Override = one.Override[:0]
			for _, id := range version.OverrideCheckIDs {
				one.Override = append(one.Override, string(id))
			}
		}
		checks = append(checks, one)
	}
	if err := json.NewEncoder(os.Stdout).Encode(checks); err != nil {
		log.Fatal(err)
	}
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == "-checks" {
		list()
		return
	}
	both := evaluators{plain: evaluator(policy.DefaultChecks()), named: evaluator(named(policy.DefaultChecks()))}
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<16)
	encoder := json.NewEncoder(output)
	encoder.SetEscapeHTML(false)
	for {
		line, err := input.ReadBytes('\n')
		if len(line) > 0 {
			var answer any
			if answers, err := both.answer(line); err != nil {
				answer = map[string]string{"error": err.Error()}
			} else {
				answer = answers
			}
			if err := encoder.Encode(answer); err != nil {
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
