// Rewrites the answers in test/analyzer/go-yaml-scalars.json with those of Kubernetes' own decoder.
// To add a case, add its text with any answer and run, in this folder:
//
//	go run . ../../test/analyzer/go-yaml-scalars.json && npx biome format --write ../../test/analyzer/go-yaml-scalars.json
//
// With "-" it reads a JSON list of texts from standard input, and prints the objects that kubectl takes from each.
package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
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

// identity is what kubectl calls an object.
type identity struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace"`
	Name       string `json:"name"`
}

// identities takes the objects out of a document as kubectl does: whatever has items is a list.
func identities(document any) []identity {
	found := []identity{}
	raw, err := json.Marshal(document)
	check(err)
	object, _, err := unstructured.UnstructuredJSONScheme.Decode(raw, nil, nil)
	if err != nil {
		return found
	}
	if list, ok := object.(*unstructured.UnstructuredList); ok {
		for _, item := range list.Items {
			found = append(found, identityOf(&item))
		}
	} else if single, ok := object.(*unstructured.Unstructured); ok {
		found = append(found, identityOf(single))
	}
	return found
}

func identityOf(object *unstructured.Unstructured) identity {
	return identity{object.GetAPIVersion(), object.GetKind(), object.GetNamespace(), object.GetName()}
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
			return documents, err
		}
		raw := bytes.TrimSpace(extension.Raw)
		if len(raw) == 0 || string(raw) == "null" {
			continue
		}
		var document any
		if err := kjson.UnmarshalCaseSensitivePreserveInts(raw, &document); err != nil {
			return documents, err
		}
		documents = append(documents, document)
	}
}

// readAll answers what stands on standard input. kubectl takes the documents before an error as well.
func readAll() {
	var texts []string
	check(json.NewDecoder(os.Stdin).Decode(&texts))
	answers := [][]identity{}
	for _, text := range texts {
		documents, _ := decode(text)
		found := []identity{}
		for _, document := range documents {
			found = append(found, identities(document)...)
		}
		answers = append(answers, found)
	}
	check(json.NewEncoder(os.Stdout).Encode(answers))
}

func main() {
	if os.Args[1] == "-" {
		readAll()
		return
	}
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
