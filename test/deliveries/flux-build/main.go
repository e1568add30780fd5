// Builds what Flux's kustomize-controller applies, with the code that the controller itself runs: one request a line, one answer a line.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fluxcd/pkg/kustomize"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

type request struct {
	// Root: the directory of the source.
	Root string `json:"root"`
	// Path: the directory to build, from the root.
	Path string `json:"path"`
	// Kustomization: the object of Flux, whose fields are added to those of the kustomization.yaml.
	Kustomization map[string]any `json:"kustomization"`
	// Values: the data of ConfigMaps in the cluster, by `namespace/name`.
	Values map[string]map[string]string `json:"values"`
}

type answer struct {
	Objects []map[string]any `json:"objects"`
	Error   string           `json:"error"`
}

// cluster answers for the ConfigMaps that postBuild.substituteFrom names.
type cluster struct {
	client.Client
	values map[string]map[string]string
}

func (c cluster) Get(_ context.Context, key client.ObjectKey, object client.Object, _ ...client.GetOption) error {
	configMap, ok := object.(*corev1.ConfigMap)
	if data := c.values[key.String()]; ok && data != nil {
		configMap.Data = data
		return nil
	}
	return fmt.Errorf("%s not found", key)
}

func build(asked request) (objects []map[string]any, err error) {
	owner := unstructured.Unstructured{Object: asked.Kustomization}
	directory := filepath.Join(asked.Root, asked.Path)
	action, err := kustomize.NewGenerator(asked.Root, owner).WriteFile(directory, kustomize.WithSaveOriginalKustomization())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, kustomize.CleanDirectory(directory, action)) }()
	built, err := kustomize.SecureBuild(asked.Root, directory, false)
	if err != nil {
		return nil, err
	}
	for _, resource := range built.Resources() {
		if _, substitutes, _ := unstructured.NestedMap(owner.Object, "spec", "postBuild"); substitutes {
			filled, err := kustomize.SubstituteVariables(context.Background(), cluster{values: asked.Values}, owner, resource)
			if err != nil {
				return nil, err
			}
			if filled != nil {
				resource = filled
			}
		}
		object, err := resource.Map()
		if err != nil {
			return nil, err
		}
		objects = append(objects, object)
	}
	return objects, nil
}

func main() {
	lines := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for {
		line, end := lines.ReadBytes('\n')
		if end != nil {
			return
		}
		var asked request
		var given answer
		err := json.Unmarshal(line, &asked)
		if err == nil {
			given.Objects, err = build(asked)
		}
		if err != nil {
			given.Error = err.Error()
		}
		if err := answers.Encode(given); err != nil {
			panic(err)
		}
	}
}
