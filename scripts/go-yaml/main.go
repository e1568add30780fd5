// Rewrites the answers in test/analyzer/go-yaml-scalars.json with those of Kubernetes' own decoder.
// To add a case, add its text with any answer and run, in this folder:
//
//	go run . ../../test/analyzer/go-yaml-scalars.json && npx biome format --write ../../test/analyzer/go-yaml-scalars.json
package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
	kjson "sigs.k8s.io/json"
)

type pair [2]any

type fixture struct {
	// Scalars: what stands after "v: ", and the JSON value of v.
	Scalars []pair `json:"scalars"`
	// Streams: a whole file, and the JSON of each object that kubectl would take from it.
	Streams []pair `json:"streams"`
	// Refused: a whole file, and the decoder's message.
	Refused []pair `json:"refused"`
}

// decode reads a file as kubectl does (k8s.io/cli-runtime, StreamVisitor), and its numbers as the server does.
func decode(text string) ([]any, error) {
	decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader([]byte(text)), 4096)
	documents := []any{}
	for {
		var extension runtime.RawExtension
		if err := decoder.Decode(&extension); err == io.EOF {
			return documents, nil
		} else if err != nil {
			return nil, err
		}
		raw := bytes.TrimSpace(extension.Raw)
		if len(raw) == 0 || string(raw) == "null" {
			continue
		}
		var document any
		if err := kjson.UnmarshalCaseSensitivePreserveInts(raw, &document); err != nil {
			return nil, err
		}
		documents = append(documents, document)
	}
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	check(err)
	var asked fixture
	check(json.Unmarshal(text, &asked))
	answered := fixture{[]pair{}, []pair{}, []pair{}}
	for _, scalar := range asked.Scalars {
		stream := "v: " + scalar[0].(string) + "\n"
		documents, err := decode(stream)
		if err != nil {
			answered.Refused = append(answered.Refused, pair{stream, err.Error()})
			continue
		}
		answered.Scalars = append(answered.Scalars, pair{scalar[0], documents[0].(map[string]any)["v"]})
	}
	for _, stream := range append(asked.Streams, asked.Refused...) {
		if documents, err := decode(stream[0].(string)); err != nil {
			answered.Refused = append(answered.Refused, pair{stream[0], err.Error()})
		} else {
			answered.Streams = append(answered.Streams, pair{stream[0], documents})
		}
	}
	file, err := os.Create(os.Args[1])
	check(err)
	encoder := json.NewEncoder(file)
	encoder.SetEscapeHTML(false)
	check(encoder.Encode(answered))
	check(file.Close())
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
